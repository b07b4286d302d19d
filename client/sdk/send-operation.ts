import type { OperationText } from "../generated/sdk.ts";

/** The part of `fetch` that the SDK uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface Operation extends Omit<OperationText, "documentId"> {
  /** Undefined for an operation that is not persisted, as in the playground. */
  documentId?: string | undefined;
  variables?: object | undefined;
  headers?: Record<string, string> | undefined;
  /** Aborts the request; the promise then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Of a subscription: called when its stream is open. */
  onOpen?: (() => void) | undefined;
}

/**
 * Sends an operation as GraphQL over HTTP defines it: by its document id, and by its text if the API does not know the id,
 * e.g. because the API has another version.
 *
 * Browsers send cookies only to an API of the page's origin.
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

/** True if the API does not know the document id and requires the text. */
export async function isUnknownDocument(response: Response): Promise<boolean> {
  return response.status === 400 && (await response.clone().text()).includes("PERSISTED_DOCUMENT_NOT_FOUND");
}
