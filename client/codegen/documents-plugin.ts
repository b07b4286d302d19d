import { Kind } from "graphql";
import type { ASTNode, GraphQLSchema } from "graphql";
import { GENERATED_NOTICE, namedOperations } from "./operations.ts";
import type { DocumentFile } from "./operations.ts";

/**
 * graphql-codegen plugin: the typed document of one operation, as urql takes it.
 *
 * Documents are parsed here, so the browser does not. Each stands in a file of its own with the fragments that it needs,
 * so that a page loads no other page's.
 */
export function plugin(
  _schema: GraphQLSchema,
  files: readonly DocumentFile[],
  { name }: { name: string },
): string {
  const operation = namedOperations(files).find((one) => one.name === name);
  if (operation === undefined) throw new Error(`There is no operation ${name}`);
  const { dataType, variablesType, definition, fragments } = operation;
  return [
    GENERATED_NOTICE,
    'import type { TypedDocumentNode } from "@graphql-typed-document-node/core";',
    `import type { ${dataType}, ${variablesType} } from "../types.ts";`,
    "",
    `export const ${name}Document = ${syntaxTree({ kind: Kind.DOCUMENT, definitions: [definition, ...fragments] })} as unknown as TypedDocumentNode<${dataType}, ${variablesType}>;`,
    "",
  ].join("\n");
}

/** The node as JSON, without source positions and empty lists, which nobody reads. */
function syntaxTree(node: ASTNode): string {
  return JSON.stringify(node, (key, value: unknown) =>
    key === "loc" || (Array.isArray(value) && value.length === 0) ? undefined : value,
  );
}
