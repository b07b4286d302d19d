import type { Client } from "urql";
import { ActivityPostedDocument } from "../../../generated/documents.ts";
import type { ActivityFieldsFragment } from "../../../generated/types.ts";

/** Nothing for so long, when the API says something every 12 seconds, means that the connection is dead. */
const SILENCE_MS = 30_000;
const LONGEST_WAIT_MS = 30_000;

/** A stream that lasted so long was a good one. */
const GOOD_MS = 10_000;

export interface PostedStreamOptions {
  client: Client;
  /** The session's, as the client has it. */
  fetch: typeof globalThis.fetch;
  onPost: (activity: ActivityFieldsFragment) => void;
  /** There has been a stream before. */
  isResumed: boolean;
  /** The stream has begun again after a time without it, in which posts may have been missed. */
  onResumed: () => void;
}

/**
 * Listens for new posts while the page can be seen; returns a function that stops it.
 *
 * A stream that ends begins again, after ever longer waits where the API is out of reach. It ends with its token, and the
 * next one goes out with a new one: urql sends it by the session's fetch. A page in the background has none: browsers
 * allow six connections to a host over HTTP/1.1, and the tabs of a person share them.
 */
export function followPosts({
  client,
  fetch,
  onPost,
  isResumed,
  onResumed,
}: PostedStreamOptions): () => void {
  let failures = 0;
  let hasBegun = isResumed;
  let beganAt = 0;
  let stream: { unsubscribe: () => void } | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function begin(): void {
    clearTimeout(waiting);
    waiting = undefined;
    if (stream || document.visibilityState === "hidden") return;
    beganAt = Date.now();
    const context = { fetch: toldFetch(fetch, begun) };
    stream = client.subscription(ActivityPostedDocument, {}, context).subscribe((result) => {
      // With an error, and at the end, urql repeats the data that came last.
      if (result.error || !result.hasNext) again();
      else if (result.data) onPost(result.data.activityPosted);
    });
  }

  function begun(): void {
    if (hasBegun) onResumed();
    hasBegun = true;
  }

  function end(): void {
    stream?.unsubscribe();
    stream = undefined;
  }

  function again(): void {
    end();
    clearTimeout(waiting);
    if (Date.now() - beganAt > GOOD_MS) failures = 0;
    const wait = Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures++);
    // A part of it by chance: when a node stops, its readers must not all come at once.
    waiting = setTimeout(begin, wait * (0.5 + Math.random() / 2));
  }

  function look(): void {
    if (document.visibilityState === "hidden") end();
    else begin();
  }

  document.addEventListener("visibilitychange", look);
  addEventListener("online", begin);
  begin();
  return () => {
    document.removeEventListener("visibilitychange", look);
    removeEventListener("online", begin);
    clearTimeout(waiting);
    end();
  };
}

/** A fetch for a stream that tells when it begins. */
function toldFetch(fetch: typeof globalThis.fetch, begun: () => void): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (!response.ok || response.body === null) return response;
    begun();
    return new Response(untilSilence(response.body), response);
  };
}

/**
 * The same stream, which ends where it would fail or nothing has come for too long: urql gives up a stream that fails
 * with an error that nobody can catch.
 */
function untilSilence(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const giveUp = () => reader.cancel().catch(() => {});
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const silence = setTimeout(giveUp, SILENCE_MS);
      const chunk = await reader.read().catch(() => undefined);
      clearTimeout(silence);
      if (chunk?.value) controller.enqueue(chunk.value);
      else controller.close();
    },
    cancel: giveUp,
  });
}
