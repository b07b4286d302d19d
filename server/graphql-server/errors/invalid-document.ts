import { GraphQLError } from "graphql";

/** 400: what is wrong with a document, as an error of validation. */
export function invalidDocument({ message, nodes, source, positions }: GraphQLError): GraphQLError {
  const extensions = { code: "GRAPHQL_VALIDATION_FAILED", http: { status: 400 } };
  return new GraphQLError(message, { nodes, source, positions, extensions });
}
