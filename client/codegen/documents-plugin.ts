import { type GraphQLSchema, Kind } from "graphql";
import { GENERATED_NOTICE, namedOperations } from "./operations.ts";
import type { DocumentFile } from "./operations.ts";

/**
 * graphql-codegen plugin: the typed document of one operation, as urql takes it.
 *
 * It is the document's id alone: the API knows the text (docs/decisions/0029-persisted-documents.md), so that no page
 * loads it. Each stands in a file of its own, so that a page loads no other page's.
 */
export function plugin(
  _schema: GraphQLSchema,
  files: readonly DocumentFile[],
  { name }: { name: string },
): string {
  const operation = namedOperations(files).find((one) => one.name === name);
  if (operation === undefined) throw new Error(`There is no operation ${name}`);
  const { dataType, variablesType, documentId, definition } = operation;
  // What urql looks at before it sends: whether the kind of operation is the one that it was asked for.
  const head = { kind: Kind.OPERATION_DEFINITION, operation: definition.operation };
  const document = { kind: Kind.DOCUMENT, definitions: [head], documentId };
  return [
    GENERATED_NOTICE,
    'import type { TypedDocumentNode } from "@graphql-typed-document-node/core";',
    `import type { ${dataType}, ${variablesType} } from "../types.ts";`,
    "",
    `export const ${name}Document = ${JSON.stringify(document)} as unknown as TypedDocumentNode<${dataType}, ${variablesType}>;`,
    "",
  ].join("\n");
}
