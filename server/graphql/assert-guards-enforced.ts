import { type GraphQLSchema, isObjectType } from "graphql";

type Guarded = { target: { name: string }; fieldName: string };

/**
 * Refuses a schema in which a guard would have no effect: type-graphql silently ignores `@Authorized` and
 * `@UseMiddleware` on the fields of a type with `simpleResolvers`.
 *
 * @throws Error that names the fields.
 */
export function assertGuardsEnforced(schema: GraphQLSchema): void {
  const unguarded = guardedFields().filter(({ target, fieldName }) => {
    const type = schema.getType(target.name);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    return field !== undefined && field.resolve === undefined;
  });
  if (unguarded.length === 0) return;
  const names = unguarded.map(({ target, fieldName }) => `${target.name}.${fieldName}`);
  throw new Error(`The guards of these fields would have no effect: ${names.join(", ")}.`);
}

/** Reads type-graphql's metadata of decorators, which it does not export. */
function guardedFields(): Guarded[] {
  const storage: unknown = Reflect.get(globalThis, "TypeGraphQLMetadataStorage");
  if (!isStorage(storage))
    throw new Error("type-graphql's metadata has changed: adapt assertGuardsEnforced.");
  return [...storage.authorizedFields, ...storage.middlewares];
}

function isStorage(value: unknown): value is { authorizedFields: Guarded[]; middlewares: Guarded[] } {
  return (
    typeof value === "object" &&
    value !== null &&
    "authorizedFields" in value &&
    Array.isArray(value.authorizedFields) &&
    "middlewares" in value &&
    Array.isArray(value.middlewares)
  );
}
