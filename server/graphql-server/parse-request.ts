import { getOperationAST, OperationTypeNode, parse as parseDocument } from "graphql";
import { parse } from "secure-json-parse";
import type { HttpProblem } from "../http/problem-response.ts";
import { isRecord } from "../lib/is-record.ts";
import { parseOptions } from "./document-limits/document-limits.ts";
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

/**
 * Whether a request asks for a subscription. What does not parse is none: the path of queries and mutations tells what is
 * wrong with it.
 */
export function isSubscription(body: unknown): boolean {
  if (!isRecord(body) || typeof body["query"] !== "string" || !body["query"].includes("subscription"))
    return false;
  const { query, operationName } = body;
  try {
    const document = parseDocument(query, parseOptions);
    const name = typeof operationName === "string" ? operationName : undefined;
    return getOperationAST(document, name)?.operation === OperationTypeNode.SUBSCRIPTION;
  } catch {
    return false;
  }
}

/** The operation's name, for the log: only what looks like a name, since clients may send anything. */
export function operationNameOf(body: unknown): string | undefined {
  const name = isRecord(body) ? body["operationName"] : undefined;
  return typeof name === "string" && /^\w{1,100}$/.test(name) ? name : undefined;
}
