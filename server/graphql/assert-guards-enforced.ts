import { type GraphQLSchema, isObjectType } from "graphql";

type Guarded = { target: { name: string }; fieldName: string };

/**
 * Refuses a schema in which a guard would not be looked at: type-graphql silently leaves out `@Authorized` and
 * `@UseMiddleware` on the fields of a type with `simpleResolvers`.
 *
 * @throws Error which names the fields.
 */
export function assertGuardsEnforced(schema: GraphQLSchema): void {
  const unguarded = guardedFields().filter(({ target, fieldName }) => {
    const type = schema.getType(target.name);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    return field !== undefined && field.resolve === undefined;
  });
  if (unguarded.length === 0) return;
  const names = unguarded.map(({ target, fieldName }) => `${target.name}.${fieldName}`);
  throw new Error(`These fields have a guard that would not be looked at: ${names.join(", ")}.`);
}

/** Where type-graphql keeps what decorators said. */
function guardedFields(): Guarded[] {
  const storage: unknown = Reflect.get(globalThis, "TypeGraphQLMetadataStorage");
  if (!isStorage(storage))
    throw new Error("type-graphql keeps its metadata elsewhere now: adapt this check.");
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
