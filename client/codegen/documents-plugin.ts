import type { ASTNode, GraphQLSchema } from "graphql";
import { GENERATED_NOTICE, namedOperations } from "./operations.ts";
import type { DocumentFile } from "./operations.ts";

/**
 * graphql-codegen plugin: one typed document per operation, as urql takes them.
 *
 * Documents are parsed here, so the browser does not; a fragment is written once and shared.
 */
export function plugin(_schema: GraphQLSchema, files: readonly DocumentFile[]): string {
  const operations = namedOperations(files);
  const fragments = new Map(
    operations.flatMap((operation) => operation.fragments.map((node) => [node.name.value, node])),
  );
  const typeNames = operations.flatMap(({ dataType, variablesType }) => [dataType, variablesType]);
  return [
    GENERATED_NOTICE,
    'import type { TypedDocumentNode } from "@graphql-typed-document-node/core";',
    `import type {\n${typeNames.map((name) => `  ${name},\n`).join("")}} from "./types.ts";`,
    "",
    ...[...fragments].map(([name, node]) => `const ${name} = ${syntaxTree(node)};`),
    "",
    ...operations.map(
      ({ name, definition, fragments: reached, dataType, variablesType }) =>
        `export const ${name}Document = { kind: "Document", definitions: [${[
          syntaxTree(definition),
          ...reached.map((fragment) => fragment.name.value),
        ].join(", ")}] } as unknown as TypedDocumentNode<${dataType}, ${variablesType}>;`,
    ),
    "",
  ].join("\n");
}

/** The node as JSON, without source positions and empty lists, which nobody reads. */
function syntaxTree(node: ASTNode): string {
  return JSON.stringify(node, (key, value: unknown) =>
    key === "loc" || (Array.isArray(value) && value.length === 0) ? undefined : value,
  );
}
