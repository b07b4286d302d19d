/** Proxies and browsers give up on a connection where nothing comes. */
const pingEveryMs = 12_000;
const ping = ":\n\n";

/**
 * The text of a stream of server-sent events in GraphQL's protocol: one `next` for each result, then `complete`. It is
 * made as it is read, so a reader who does not read holds up the results, and nothing piles up here.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode
 */
export async function* toEventStream(results: AsyncIterator<unknown, unknown>): AsyncGenerator<string> {
  // Some browsers take an answer for begun when its first byte is there.
  yield ping;
  let next = results.next();
  for (;;) {
    const came = await within(pingEveryMs, next);
    if (came === undefined) yield ping;
    else if (came.done) break;
    else {
      yield `event: next\ndata: ${JSON.stringify(came.value)}\n\n`;
      next = results.next();
    }
  }
  yield "event: complete\ndata:\n\n";
}

/** What comes within the time, or undefined. */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds).unref();
  });
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
