import { type GraphQLSchema, isObjectType } from "graphql";
import { readTypeGraphqlMetadata } from "./type-graphql-metadata.ts";

/**
 * Refuses a schema in which a guard would have no effect: type-graphql silently ignores `@Authorized` and
 * `@UseMiddleware` on the fields of a type with `simpleResolvers`.
 *
 * @throws Error that names the fields.
 */
export function assertGuardsEnforced(schema: GraphQLSchema): void {
  const { authorizedFields, middlewares } = readTypeGraphqlMetadata();
  const unguarded = [...authorizedFields, ...middlewares].filter(({ target, fieldName }) => {
    const type = schema.getType(target.name);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    return field !== undefined && field.resolve === undefined;
  });
  if (unguarded.length === 0) return;
  const names = unguarded.map(({ target, fieldName }) => `${target.name}.${fieldName}`);
  throw new Error(`The guards of these fields would have no effect: ${names.join(", ")}.`);
}
