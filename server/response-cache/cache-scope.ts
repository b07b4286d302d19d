import {
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
  type TypeInfo,
} from "graphql";
import { visitFields } from "../graphql/visit-fields.ts";
import type { Scope } from "./cache-policy.ts";

/** The fields with a resolver whose answers are shared; all others with a resolver make an answer the viewer's own. */
const sharedFields: Readonly<Record<string, Scope>> = {
  "Query.homeFeed": "AUDIENCE",
  "Activity.viewerHasLiked": "AUDIENCE_AND_LIKES",
  // Of the list and the key of all nodes.
  "ActivityEdge.cursor": "AUDIENCE",
  "PageInfo.startCursor": "AUDIENCE",
  "PageInfo.endCursor": "AUDIENCE",
  "PageInfo.hasPreviousPage": "AUDIENCE",
};

/** What the answer to a query depends on, by the fields that its document names. */
export function scopeOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operation }: OperationDefinitionNode,
): Scope {
  if (operation !== OperationTypeNode.QUERY) return "VIEWER";
  const scopes = new Set<Scope>();
  visitFields(schema, document, (types) => scopes.add(scopeOfField(types)));
  if (scopes.has("VIEWER")) return "VIEWER";
  return scopes.has("AUDIENCE_AND_LIKES") ? "AUDIENCE_AND_LIKES" : "AUDIENCE";
}

/** A field without a resolver is a value of the row that it is read from. */
function scopeOfField(types: TypeInfo): Scope {
  const field = types.getFieldDef();
  const parent = types.getParentType();
  if (!field || !parent) return "VIEWER";
  if (field.name === "__typename") return "AUDIENCE";
  const isValue = field.resolve === undefined && !field.name.startsWith("__") && parent.name !== "Query";
  return sharedFields[`${parent.name}.${field.name}`] ?? (isValue ? "AUDIENCE" : "VIEWER");
}
