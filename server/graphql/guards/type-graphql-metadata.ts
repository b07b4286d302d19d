import { isRecord } from "../../lib/is-record.ts";

export type GuardedMember = { target: { name: string }; fieldName: string };

type Handler = { target: object; methodName: string; schemaName: string };

/** The parts of type-graphql's metadata of decorators that guards need. */
export type TypeGraphqlMetadata = {
  authorizedFields: GuardedMember[];
  middlewares: GuardedMember[];
  queries: Handler[];
  mutations: Handler[];
  subscriptions: Handler[];
  fieldResolvers: (Handler & { kind: "internal" | "external" })[];
  resolverClasses: { target: object; getObjectType: () => object }[];
  objectTypes: { target: object; name: string; fields?: object[] }[];
  fields: { target: object; name: string; schemaName: string }[];
};

/**
 * Reads type-graphql's metadata, which it does not export.
 *
 * @throws Error if a version of type-graphql keeps it in another form.
 */
export function readTypeGraphqlMetadata(): TypeGraphqlMetadata {
  const storage: unknown = Reflect.get(globalThis, "TypeGraphQLMetadataStorage");
  if (!isMetadata(storage)) throw new Error("type-graphql's metadata has changed: adapt the guards.");
  return storage;
}

const lists = [
  "authorizedFields",
  "middlewares",
  "queries",
  "mutations",
  "subscriptions",
  "fieldResolvers",
  "resolverClasses",
  "objectTypes",
  "fields",
] as const satisfies (keyof TypeGraphqlMetadata)[];

function isMetadata(storage: unknown): storage is TypeGraphqlMetadata {
  return isRecord(storage) && lists.every((name) => Array.isArray(storage[name]));
}
