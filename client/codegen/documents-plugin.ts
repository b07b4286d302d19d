import { type GraphQLSchema, Kind } from "graphql";
import { GENERATED_NOTICE, namedOperations } from "./operations.ts";
import type { DocumentFile } from "./operations.ts";

/**
 * graphql-codegen plugin: the typed document of one operation, as urql takes it.
 *
 * It holds the document's id instead of its text, which the API has (docs/decisions/0029-persisted-documents.md). Each
 * document is a file, so that a page's chunk contains only that page's documents.
 */
export function plugin(
  _schema: GraphQLSchema,
  files: readonly DocumentFile[],
  { name }: { name: string },
): string {
  const operation = namedOperations(files).find((each) => each.name === name);
  if (operation === undefined) throw new Error(`There is no operation ${name} in client/operations.`);
  const { dataType, variablesType, documentId, definition } = operation;
  // urql checks before it sends that a document is of the expected kind: query, mutation or subscription.
  const operationKind = { kind: Kind.OPERATION_DEFINITION, operation: definition.operation };
  const document = { kind: Kind.DOCUMENT, definitions: [operationKind], documentId };
  return [
    GENERATED_NOTICE,
    'import type { TypedDocumentNode } from "@graphql-typed-document-node/core";',
    `import type { ${dataType}, ${variablesType} } from "../types.ts";`,
    "",
    `export const ${name}Document = ${JSON.stringify(document)} as unknown as TypedDocumentNode<${dataType}, ${variablesType}>;`,
    "",
  ].join("\n");
}
