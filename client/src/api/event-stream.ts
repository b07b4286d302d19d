import type { Client, TypedDocumentNode } from "urql";
import { idleTimeoutMs, reconnectionDelayMs, stableAfterMs } from "../../sdk/reconnection.ts";

export interface EventStreamOptions<Data> {
  client: Client;
  /** The session's fetch, which the client uses too. */
  fetch: typeof globalThis.fetch;
  /** A subscription without variables. */
  document: TypedDocumentNode<Data, Record<string, never>>;
  onEvent: (data: Data) => void;
  /** The client has had this stream before. */
  isResumed: boolean;
  /** Called when the stream is open again: events may have been missed. */
  onResumed: () => void;
  /** False for a stream of each tab: browsers allow six connections to a host over HTTP/1.1, which all tabs share. */
  staysOpenWhileHidden?: boolean;
}

/**
 * Subscribes to events, by default while the page is visible; returns a function that unsubscribes.
 *
 * A stream that ends is reopened, with exponential backoff while the API is unreachable. A stream ends with its access
 * token; the next one has a new token, because urql opens it by the session's fetch.
 */
export function openEventStream<Data>({
  client,
  fetch,
  document: subscriptionDocument,
  onEvent,
  isResumed,
  onResumed,
  staysOpenWhileHidden = false,
}: EventStreamOptions<Data>): () => void {
  let failures = 0;
  let wasOpen = isResumed;
  let startedAt = 0;
  let subscription: { unsubscribe: () => void } | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  function start(): void {
    clearTimeout(retryTimer);
    retryTimer = undefined;
    if (subscription || isPaused()) return;
    startedAt = Date.now();
    const context = { fetch: streamingFetch(fetch, onOpen) };
    subscription = client.subscription(subscriptionDocument, {}, context).subscribe((result) => {
      // With an error, and at the end, urql repeats the latest data.
      if (result.error || !result.hasNext) retry();
      else if (result.data) onEvent(result.data);
    });
  }

  function onOpen(): void {
    if (wasOpen) onResumed();
    wasOpen = true;
  }

  function stop(): void {
    subscription?.unsubscribe();
    subscription = undefined;
  }

  function retry(): void {
    stop();
    clearTimeout(retryTimer);
    if (Date.now() - startedAt > stableAfterMs) failures = 0;
    retryTimer = setTimeout(start, reconnectionDelayMs(failures++));
  }

  function isPaused(): boolean {
    return !staysOpenWhileHidden && document.visibilityState === "hidden";
  }

  function onVisibilityChange(): void {
    if (isPaused()) stop();
    else start();
  }

  document.addEventListener("visibilitychange", onVisibilityChange);
  addEventListener("online", start);
  start();
  return () => {
    document.removeEventListener("visibilitychange", onVisibilityChange);
    removeEventListener("online", start);
    clearTimeout(retryTimer);
    stop();
  };
}

/** A fetch that calls `onOpen` when a stream opens, and ends it as `endOnFailure` does. */
function streamingFetch(fetch: typeof globalThis.fetch, onOpen: () => void): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (!response.ok || response.body === null) return response;
    onOpen();
    return new Response(endOnFailure(response.body), response);
  };
}

/**
 * Ends the stream where it would fail, or when it has been idle for too long: when a stream fails, urql throws an error
 * that cannot be caught.
 */
function endOnFailure(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const cancel = () => reader.cancel().catch(() => {});
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const idleTimer = setTimeout(cancel, idleTimeoutMs);
      const chunk = await reader.read().catch(() => undefined);
      clearTimeout(idleTimer);
      if (chunk?.value) controller.enqueue(chunk.value);
      else controller.close();
    },
    cancel,
  });
}
