// What urql takes of its GraphQL library, without the parser, which the documents here do not need.
export { GraphQLError, Kind, print } from "../node_modules/@0no-co/graphql.web/dist/graphql.web.mjs";

export function parse(): never {
  throw new Error("Only generated documents can be sent: there is no parser in the browser");
}
