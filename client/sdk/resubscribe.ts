import { reconnectionDelayMs, stableAfterMs } from "./reconnection.ts";
import { GraphQLRequestError } from "./request-error.ts";
import type { CallOptions } from "./sdk.ts";

export interface ResubscribeOptions {
  /** Ends the subscription, without an error. */
  signal?: AbortSignal;
  /** Called when the stream is open again after it had ended: events may have been missed, so query them. */
  onResumed?: () => void;
}

/**
 * Reads a subscription for as long as the caller wants: a stream that ends with its access token, with its node or with the
 * connection is opened again, after half a second at first and half a minute at most.
 *
 * @param subscribe a subscription's method: `(call) => sdk.activityPosted({}, call)`.
 * @throws GraphQLRequestError where the API refuses the subscription itself (status 4xx, but 429).
 */
export async function* resubscribe<Event>(
  subscribe: (call: Pick<CallOptions, "signal" | "onOpen">) => AsyncIterable<Event>,
  { signal, onResumed }: ResubscribeOptions = {},
): AsyncGenerator<Event, void, undefined> {
  let wasOpen = false;
  for (let failures = 0; ; failures += 1) {
    if (signal?.aborted) return;
    const startedAt = Date.now();
    let isOpen = false;
    const onOpen = (): void => {
      isOpen = true;
      if (wasOpen) onResumed?.();
      wasOpen = true;
    };
    try {
      yield* subscribe({ ...(signal && { signal }), onOpen });
    } catch (error) {
      if (!isOpen && isRefusal(error)) throw error;
    }
    if (Date.now() - startedAt > stableAfterMs) failures = 0;
    await delay(reconnectionDelayMs(failures), signal);
  }
}

function isRefusal(error: unknown): boolean {
  if (!(error instanceof GraphQLRequestError)) return true;
  const { status = 503 } = error;
  return status >= 400 && status < 500 && status !== 429;
}

/** Ends early when the signal aborts. */
async function delay(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener("abort", end);
    if (signal?.aborted) end();
  });
}
