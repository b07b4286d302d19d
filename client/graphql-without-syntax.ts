// What urql takes of its GraphQL library, where documents are text already (documents-as-text.ts): no parser, no printer.
export { GraphQLError, Kind } from "../node_modules/@0no-co/graphql.web/dist/graphql.web.mjs";

export function print({ loc }: { loc: { source: { body: string } } }): string {
  return loc.source.body;
}

export function parse(): never {
  throw new Error("Only generated documents can be sent: there is no parser in the browser");
}
