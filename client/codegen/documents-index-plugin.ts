import type { GraphQLSchema } from "graphql";
import { GENERATED_NOTICE, namedOperations } from "./operations.ts";
import type { DocumentFile } from "./operations.ts";

/** graphql-codegen plugin: one place to import all documents from; bundlers take what is used. */
export function plugin(_schema: GraphQLSchema, files: readonly DocumentFile[]): string {
  return [
    GENERATED_NOTICE,
    ...namedOperations(files).map(({ name }) => `export { ${name}Document } from "./documents/${name}.ts";`),
    "",
  ].join("\n");
}
