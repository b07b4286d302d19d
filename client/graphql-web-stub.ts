// What urql takes of its GraphQL library, where a document is its id (docs/decisions/0029-persisted-documents.md): no parser,
// no printer.
export { GraphQLError } from "../node_modules/@0no-co/graphql.web/dist/graphql.web.mjs";

/** Those that urql asks for. */
export const Kind = {
  DOCUMENT: "Document",
  FIELD: "Field",
  FRAGMENT_DEFINITION: "FragmentDefinition",
  NAME: "Name",
  OPERATION_DEFINITION: "OperationDefinition",
};

/** urql asks for the text of each document. It sends none where there is an id. */
export function print(): string {
  return "";
}

export function parse(): never {
  throw new Error("Only generated documents can be sent: there is no parser in the browser");
}
