import { timedOut, withDeadline } from "../../lib/deadline.ts";

/** Proxies and browsers give up on a connection where nothing comes. */
const pingEveryMs = 12_000;
const ping = ":\n\n";

/**
 * The text of a stream of server-sent events in GraphQL's protocol: one `next` for each result, then `complete`. It is
 * made as it is read, so a client that does not read holds up the results, and no buffer grows here.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode
 */
export async function* toEventStream(results: AsyncIterator<unknown, unknown>): AsyncGenerator<string> {
  // Some browsers report a response only when its first byte is there.
  yield ping;
  let next = results.next();
  for (;;) {
    const pending = next;
    const result = await withDeadline(pingEveryMs, async () => await pending);
    if (result === timedOut) yield ping;
    else if (result.done) break;
    else {
      yield `event: next\ndata: ${JSON.stringify(result.value)}\n\n`;
      next = results.next();
    }
  }
  yield "event: complete\ndata:\n\n";
}
