import {
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
  type TypeInfo,
} from "graphql";
import { visitFields } from "../graphql/visit-fields.ts";
import type { CacheScope } from "./cache-policy.ts";

/** The fields with a resolver whose answers are shared; all others with a resolver make an answer the viewer's own. */
const sharedFields: Readonly<Record<string, CacheScope>> = {
  "Query.homeFeed": "SHARED",
  "Activity.viewerHasLiked": "SHARED_EXCEPT_LIKES",
  // Of the list and the key of all nodes.
  "ActivityEdge.cursor": "SHARED",
  "PageInfo.startCursor": "SHARED",
  "PageInfo.endCursor": "SHARED",
  "PageInfo.hasPreviousPage": "SHARED",
};

/** What the answer to a query depends on, by the fields that its document names. */
export function cacheScopeOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operation }: OperationDefinitionNode,
): CacheScope {
  if (operation !== OperationTypeNode.QUERY) return "PRIVATE";
  const scopes = new Set<CacheScope>();
  visitFields(schema, document, (types) => scopes.add(scopeOfField(types)));
  if (scopes.has("PRIVATE")) return "PRIVATE";
  return scopes.has("SHARED_EXCEPT_LIKES") ? "SHARED_EXCEPT_LIKES" : "SHARED";
}

/** A field without a resolver is a value of the row that it is read from. */
function scopeOfField(types: TypeInfo): CacheScope {
  const field = types.getFieldDef();
  const parent = types.getParentType();
  if (!field || !parent) return "PRIVATE";
  if (field.name === "__typename") return "SHARED";
  const isValue = field.resolve === undefined && !field.name.startsWith("__") && parent.name !== "Query";
  return sharedFields[`${parent.name}.${field.name}`] ?? (isValue ? "SHARED" : "PRIVATE");
}
