import { parseResponse } from "./post-operation.ts";
import { idleTimeoutMs } from "./reconnection.ts";
import { GraphQLRequestError } from "./request-error.ts";
import type { GraphQLErrorDetail } from "./request-error.ts";
import { type Fetch, type Operation, sendOperation } from "./send-operation.ts";

/**
 * Subscribes, and yields the data of each event until the API ends the stream, the caller stops reading, or the signal aborts:
 * that ends it without an error. It reads server-sent events over `fetch`, because an `EventSource` cannot send headers.
 *
 * The API ends a stream with UNAUTHENTICATED when the access token expires or is revoked: resubscribe with a new token. It
 * ends it without an error when its node stops: resubscribe, and query missed events.
 *
 * @throws GraphQLRequestError
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode
 */
export async function* streamOperation(
  url: string,
  fetch: Fetch,
  operation: Operation,
): AsyncGenerator<unknown, void, undefined> {
  const { name, headers, signal, onOpen } = operation;
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(signal?.reason);
  if (signal?.aborted) onAbort();
  signal?.addEventListener("abort", onAbort);
  try {
    const response = await sendOperation(url, fetch, {
      ...operation,
      headers: { accept: "text/event-stream", ...headers },
      signal: controller.signal,
    });
    const requestError = (errors: readonly GraphQLErrorDetail[]): GraphQLRequestError =>
      new GraphQLRequestError(name, { status: response.status, headers: response.headers, errors });
    const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
    if (!isStream || !response.body) throw requestError(parseResponse(await response.text()).errors);
    onOpen?.();
    for await (const { event, data } of parseEvents(response.body)) {
      if (event === "complete") return;
      if (event !== "next") continue;
      const result = parseResponse(data);
      if (!result.data || result.errors.length > 0) throw requestError(result.errors);
      yield result.data;
    }
    throw new GraphQLRequestError(name, undefined, new Error("the stream ended without a complete event"));
  } catch (error) {
    if (signal?.aborted) return;
    throw error instanceof GraphQLRequestError ? error : new GraphQLRequestError(name, undefined, error, url);
  } finally {
    signal?.removeEventListener("abort", onAbort);
    controller.abort();
  }
}

/** Parses server-sent events: blocks of lines, each followed by an empty line. A block without `event` is a ping. */
async function* parseEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<{ event: string; data: string }, void, undefined> {
  const decoder = new TextDecoder();
  let text = "";
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await readInTime(reader);
    if (done) return;
    const blocks = (text + decoder.decode(value, { stream: true })).split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) yield { event: getField(block, "event"), data: getField(block, "data") };
  }
}

async function readInTime(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("the stream is silent")), idleTimeoutMs);
  });
  return await Promise.race([reader.read(), silence]).finally(() => clearTimeout(timer));
}

function getField(block: string, name: string): string {
  const line = block.split("\n").find((each) => each.startsWith(`${name}:`));
  return line === undefined ? "" : line.slice(name.length + 1).trimStart();
}
