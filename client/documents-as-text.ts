import { Kind, print, stripIgnoredCharacters } from "graphql";
import type { DocumentNode } from "graphql";
import type { Plugin } from "vite";

/** In a file of client/generated/documents: the document, between what declares it and its type. */
const declaration = /(?<=^export const \w+Document = )\{.*\}(?= as unknown as )/mu;

/**
 * Gives the browser each generated document as the text that is sent, and of its syntax tree only the operation's name and
 * kind, which urql looks at. A tree is four times as long, and nobody in the browser walks it.
 */
export const documentsAsText: Plugin = {
  name: "documents-as-text",
  enforce: "pre",
  transform: {
    filter: { id: /\/generated\/documents\/\w+\.ts$/u },
    handler(code) {
      const tree = declaration.exec(code)?.[0];
      if (tree === undefined) throw new Error("This file has no generated document");
      return { code: code.replace(declaration, () => JSON.stringify(asText(JSON.parse(tree)))), map: null };
    },
  },
};

/** @param document as documents-plugin.ts has written it. */
function asText(document: DocumentNode): object {
  const operations = document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const { kind, operation, name } = definition;
    return [{ kind, operation, name }];
  });
  const body = stripIgnoredCharacters(print(document));
  return { kind: Kind.DOCUMENT, definitions: operations, loc: { source: { body } } };
}
