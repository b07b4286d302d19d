import { isUnknownDocument } from "../../sdk/send-operation.ts";

/**
 * A fetch that sends the text of a document if the API does not know its id: during a deployment, a new page may reach an
 * old server. The texts are loaded only then.
 */
export function withPersistedDocumentFallback(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (url, init) => {
    const response = await fetch(url, init);
    if (!(await isUnknownDocument(response)) || typeof init?.body !== "string") return response;
    const { documentId, ...body }: { documentId?: string } = JSON.parse(init.body);
    const { default: texts } = await import("../../../persisted-documents.json");
    const query = new Map(Object.entries(texts)).get(documentId ?? "");
    return query === undefined
      ? response
      : await fetch(url, { ...init, body: JSON.stringify({ ...body, query }) });
  };
}
