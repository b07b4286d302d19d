import { parseAnswer } from "./post-operation.ts";
import { GraphQLRequestError } from "./request-error.ts";
import type { GraphQLErrorDetail } from "./request-error.ts";
import { type Fetch, type Operation, sendOperation } from "./send-operation.ts";

/**
 * Subscribes, and gives the data of each event until the API ends the stream or the caller stops reading. Server-sent
 * events over `fetch`, because an `EventSource` sends no headers.
 *
 * The API ends a stream with UNAUTHENTICATED when the access token expires or is revoked: subscribe again then, with a
 * new one. It ends it without an error when the node stops: subscribe again, and read what was missed.
 *
 * @throws GraphQLRequestError
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode
 */
export async function* streamOperation(
  url: string,
  fetch: Fetch,
  operation: Operation,
): AsyncGenerator<unknown, void, undefined> {
  const { name, headers, signal } = operation;
  const end = new AbortController();
  const stop = (): void => end.abort(signal?.reason);
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop);
  try {
    const response = await sendOperation(url, fetch, {
      ...operation,
      headers: { accept: "text/event-stream", ...headers },
      signal: end.signal,
    });
    const answered = (errors: readonly GraphQLErrorDetail[]): GraphQLRequestError =>
      new GraphQLRequestError(name, { status: response.status, headers: response.headers, errors });
    const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
    if (!isStream || !response.body) throw answered(parseAnswer(await response.text()).errors);
    for await (const { event, data } of eventsOf(response.body)) {
      if (event === "complete") return;
      if (event !== "next") continue;
      const result = parseAnswer(data);
      if (!result.data || result.errors.length > 0) throw answered(result.errors);
      yield result.data;
    }
    throw new GraphQLRequestError(name, undefined, new Error("The stream broke off."));
  } catch (error) {
    if (signal?.aborted || error instanceof GraphQLRequestError) throw error;
    throw new GraphQLRequestError(name, undefined, error);
  } finally {
    signal?.removeEventListener("abort", stop);
    end.abort();
  }
}

/** The events of a stream: blocks of lines with an empty line behind each; a block without `event` is a ping. */
async function* eventsOf(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<{ event: string; data: string }, void, undefined> {
  const decoder = new TextDecoder();
  let text = "";
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (text + decoder.decode(value, { stream: true })).split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) yield { event: fieldOf(block, "event"), data: fieldOf(block, "data") };
  }
}

function fieldOf(block: string, name: string): string {
  const line = block.split("\n").find((each) => each.startsWith(`${name}:`));
  return line === undefined ? "" : line.slice(name.length + 1).trimStart();
}
