// Replaces urql's GraphQL library. Operations are sent by document id (docs/decisions/0029-persisted-documents.md), so that
// no parser and no printer are needed.
export { GraphQLError } from "../node_modules/@0no-co/graphql.web/dist/graphql.web.mjs";

/** The kinds that urql uses. */
export const Kind = {
  DOCUMENT: "Document",
  FIELD: "Field",
  FRAGMENT_DEFINITION: "FragmentDefinition",
  NAME: "Name",
  OPERATION_DEFINITION: "OperationDefinition",
};

/** urql prints each document, but does not send the text of one with an id. */
export function print(): string {
  return "";
}

export function parse(): never {
  throw new Error("documents cannot be parsed in the browser: use generated ones");
}
