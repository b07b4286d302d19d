import type { Fetch } from "../send-operation.ts";

/** Long enough for a slow phone; a request that never ends would keep its form busy, and other tabs from the session. */
const TIMEOUT_MS = 20_000;

/**
 * The same `fetch`, giving up after 20 seconds; it rejects with a `TimeoutError` then. A stream of events must have begun
 * by then, and may last.
 */
export function withTimeout(fetch: Fetch): Fetch {
  return async (url, init) => {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const giveUp = new AbortController();
    const late = (): void => giveUp.abort(timeout.reason);
    timeout.addEventListener("abort", late);
    const signal = init.signal ? AbortSignal.any([giveUp.signal, init.signal]) : giveUp.signal;
    const response = await fetch(url, { ...init, signal });
    const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
    if (isStream) timeout.removeEventListener("abort", late);
    return response;
  };
}
