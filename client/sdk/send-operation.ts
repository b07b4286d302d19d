import type { OperationText } from "../generated/sdk.ts";

/** The part of `fetch` that is used: an address and plain options in, an answer out. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** One operation, and how to send it. */
export interface Operation extends Omit<OperationText, "documentId"> {
  /** Absent where somebody has just written it, as in the playground. */
  documentId?: string | undefined;
  variables?: object | undefined;
  headers?: Record<string, string> | undefined;
  /** When it aborts, the promise rejects with its reason. */
  signal?: AbortSignal | undefined;
}

/**
 * Sends an operation as GraphQL over HTTP defines it: by its id, and by its text where the API does not know the id, as
 * one of another version.
 *
 * Browsers send cookies to the API of their own origin alone.
 *
 * @see https://github.com/graphql/graphql-over-http/blob/main/spec/Appendix%20A%20--%20Persisted%20Documents.md
 */
export async function sendOperation(
  url: string,
  fetch: Fetch,
  { name, documentId, query, variables, headers, signal }: Operation,
): Promise<Response> {
  const send = async (document: { documentId: string } | { query: string }): Promise<Response> =>
    await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ ...document, operationName: name, variables }),
      credentials: "same-origin",
      signal: signal ?? null,
    });
  if (documentId === undefined) return await send({ query });
  const response = await send({ documentId });
  return (await isUnknownDocument(response)) ? await send({ query }) : response;
}

/** Whether the API wants the text, because it does not know the id. */
export async function isUnknownDocument(response: Response): Promise<boolean> {
  return response.status === 400 && (await response.clone().text()).includes("PERSISTED_DOCUMENT_NOT_FOUND");
}
