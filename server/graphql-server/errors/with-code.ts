import { GraphQLError } from "graphql";

/** 400: an error of graphql-js about a request, with the code that says what is wrong with it. */
export function withCode({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { code, http: { status: 400 } } });
}
