import {
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
  type TypeInfo,
} from "graphql";
import { visitFields } from "../lib/visit-fields.ts";
import type { CacheScope } from "./cache-policy.ts";

/** Fields with a resolver whose values are shared. Every other field with a resolver makes a response PRIVATE. */
const sharedFields: Readonly<Record<string, CacheScope>> = {
  "Query.homeFeed": "SHARED",
  "Query.endingSoon": "SHARED",
  "Query.mostReplied": "SHARED",
  "Query.recentAuthors": "SHARED",
  "Query.authOptions": "SHARED",
  "User.createdAt": "SHARED",
  "Activity.viewerHasLiked": "SHARED_EXCEPT_LIKES",
  // False for all viewers from whom nobody is hidden, and only they share responses.
  "User.viewerHasBlocked": "SHARED",
  "User.viewerHasMuted": "SHARED",
  // Cursors depend on the list and on the application secret alone.
  "ActivityEdge.cursor": "SHARED",
  "PageInfo.startCursor": "SHARED",
  "PageInfo.endCursor": "SHARED",
  "PageInfo.hasPreviousPage": "SHARED",
};

/** What the response to a query depends on, by the fields of its document. */
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

/** A field without a resolver is a value of its row. */
function scopeOfField(types: TypeInfo): CacheScope {
  const field = types.getFieldDef();
  const parent = types.getParentType();
  if (!field || !parent) return "PRIVATE";
  if (field.name === "__typename") return "SHARED";
  const isValue = field.resolve === undefined && !field.name.startsWith("__") && parent.name !== "Query";
  return sharedFields[`${parent.name}.${field.name}`] ?? (isValue ? "SHARED" : "PRIVATE");
}
