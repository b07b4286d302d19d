import type { GraphQLSchema } from "graphql";
import { GENERATED_NOTICE, namedOperations } from "./operations.ts";
import type { DocumentFile } from "./operations.ts";

/** graphql-codegen plugin: re-exports all documents; bundlers keep the used ones. */
export function plugin(_schema: GraphQLSchema, files: readonly DocumentFile[]): string {
  return [
    GENERATED_NOTICE,
    ...namedOperations(files).map(({ name }) => `export { ${name}Document } from "./documents/${name}.ts";`),
    "",
  ].join("\n");
}
