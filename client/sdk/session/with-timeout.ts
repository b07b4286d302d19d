import type { Fetch } from "../send-operation.ts";

/** Long enough for a slow phone. A request that never ends would block its form, and the session in all tabs. */
const TIMEOUT_MS = 20_000;

/**
 * `fetch` with a timeout of 20 seconds, after which it rejects with a `TimeoutError`. For a stream of events and for a file,
 * the timeout ends with the response headers.
 */
export function withTimeout(fetch: Fetch): Fetch {
  return async (url, init) => {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const controller = new AbortController();
    const onTimeout = (): void => controller.abort(timeout.reason);
    timeout.addEventListener("abort", onTimeout);
    const signal = init.signal ? AbortSignal.any([controller.signal, init.signal]) : controller.signal;
    const response = await fetch(url, { ...init, signal });
    const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
    const isFile = response.headers.get("content-disposition")?.startsWith("attachment");
    if (isStream || isFile) timeout.removeEventListener("abort", onTimeout);
    return response;
  };
}
