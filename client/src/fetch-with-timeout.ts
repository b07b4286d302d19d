/** Long enough for a slow phone; a request that never ends would keep its form busy, and other tabs from the session. */
const TIMEOUT_MS = 20_000;

/** `fetch` that gives up after 20 seconds, then rejecting with a `TimeoutError`. */
export const fetchWithTimeout: typeof fetch = (input, init) => {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  return fetch(input, {
    ...init,
    signal: init?.signal ? AbortSignal.any([timeout, init.signal]) : timeout,
  });
};
