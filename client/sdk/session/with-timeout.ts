import type { Fetch } from "../post-operation.ts";

/** Long enough for a slow phone; a request that never ends would keep its form busy, and other tabs from the session. */
const TIMEOUT_MS = 20_000;

/**
 * The same `fetch`, giving up after 20 seconds; it rejects with a `TimeoutError` then. A stream of events has no end to
 * wait for.
 */
export function withTimeout(fetch: Fetch): Fetch {
  return (url, init) => {
    if (new Headers(init.headers).get("accept")?.startsWith("text/event-stream")) return fetch(url, init);
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    return fetch(url, { ...init, signal: init.signal ? AbortSignal.any([timeout, init.signal]) : timeout });
  };
}
