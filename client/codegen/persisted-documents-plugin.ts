import type { GraphQLSchema } from "graphql";
import { namedOperations } from "./operations.ts";
import type { DocumentFile } from "./operations.ts";

/** graphql-codegen plugin: the texts of all operations by document id, as JSON. */
export function plugin(_schema: GraphQLSchema, files: readonly DocumentFile[]): string {
  const texts = namedOperations(files).map(({ documentId, text }) => [documentId, text]);
  return `${JSON.stringify(Object.fromEntries(texts), undefined, 2)}\n`;
}
