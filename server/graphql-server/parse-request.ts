import { parse } from "secure-json-parse";
import type { HttpProblem } from "../http/problem-response.ts";
import { isRecord } from "../lib/is-record.ts";
import { type PersistedDocuments, resolvePersistedDocument } from "./persisted-documents.ts";

const notJson: HttpProblem = {
  status: 400,
  code: "BAD_REQUEST",
  message: "The body is not JSON, or would change prototypes.",
};

/** Clients then send the document's text. */
const unknownDocument: HttpProblem = {
  status: 400,
  code: "PERSISTED_DOCUMENT_NOT_FOUND",
  message: "No document has this id here. Send its text as `query`.",
};

/** The request of a body, with the text of its document, or why it is refused. */
export function parseRequest(
  text: string,
  documents: PersistedDocuments,
): { body: unknown } | { problem: HttpProblem } {
  let parsed: unknown;
  try {
    parsed = parse(text);
  } catch {
    return { problem: notJson };
  }
  const body = resolvePersistedDocument(documents, parsed);
  return body === undefined ? { problem: unknownDocument } : { body };
}

/** The operation's name, for the log: only what looks like a name, since clients may send anything. */
export function operationNameOf(body: unknown): string | undefined {
  const name = isRecord(body) ? body["operationName"] : undefined;
  return typeof name === "string" && /^\w{1,100}$/.test(name) ? name : undefined;
}
