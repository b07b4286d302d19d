import { readFileSync } from "node:fs";
import { z } from "zod";
import { isRecord } from "../lib/is-record.ts";

/** The operations of our own clients by document id, as `npm run codegen` writes them. */
export type PersistedDocuments = ReadonlyMap<string, { query: string; operationName: string | undefined }>;

export function readPersistedDocuments(): PersistedDocuments {
  const file = new URL("../../persisted-documents.json", import.meta.url);
  const texts: unknown = JSON.parse(readFileSync(file, "utf8"));
  return new Map(
    Object.entries(z.record(z.string(), z.string()).parse(texts)).map(([documentId, query]) => [
      documentId,
      { query, operationName: /^\w+ (\w+)/.exec(query)?.[1] },
    ]),
  );
}

/**
 * The request body with the text of its document, where it has an id instead. Undefined where the id is unknown.
 *
 * @see https://github.com/graphql/graphql-over-http/blob/main/spec/Appendix%20A%20--%20Persisted%20Documents.md
 */
export function resolvePersistedDocument(documents: PersistedDocuments, body: unknown): unknown {
  if (!isRecord(body) || !("documentId" in body) || "query" in body) return body;
  const { documentId, ...rest } = body;
  const document = typeof documentId === "string" ? documents.get(documentId) : undefined;
  return document && { ...rest, ...document };
}
