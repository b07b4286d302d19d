import fc from "fast-check";
import { expect, onTestFinished, test, vi } from "vitest";
import { GraphQLRequestError } from "./request-error.ts";
import { streamOperation } from "./stream-operation.ts";

const operation = {
  documentId: "sha256:of-this-version",
  name: "Posted",
  query: "subscription Posted { posted }",
};

/** An API that responds with this text, in chunks of these lengths. */
function streaming(text: string, lengths: number[] = []) {
  const bytes = new TextEncoder().encode(text);
  let from = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (from >= bytes.length) return controller.close();
      const to = from + (lengths.shift() ?? bytes.length);
      controller.enqueue(bytes.slice(from, to));
      from = to;
    },
  });
  const headers = { "content-type": "text/event-stream; charset=utf-8" };
  return () => Promise.resolve(new Response(body, { headers }));
}

async function read(fetch: () => Promise<Response>): Promise<unknown[]> {
  const events: unknown[] = [];
  for await (const data of streamOperation("http://api.example/graphql", fetch, operation)) events.push(data);
  return events;
}

const next = (posted: string): string => `event: next\ndata: ${JSON.stringify({ data: { posted } })}\n\n`;
const complete = "event: complete\ndata:\n\n";

test("yields the data of each event, however the bytes are chunked", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: "grapheme" })),
      fc.array(fc.integer({ min: 1, max: 9 })),
      async (posts, lengths) => {
        const text = `:\n\n${posts.map((each) => `${next(each)}:\n\n`).join("")}${complete}`;
        const small = [...lengths, ...Array.from({ length: text.length }, () => 3)];
        expect(await read(streaming(text, small))).toEqual(posts.map((posted) => ({ posted })));
      },
    ),
    { numRuns: 50 },
  );
});

test("throws if the API ends the stream with an error, and if the stream breaks off", async () => {
  const reason = { code: "UNAUTHENTICATED", reason: "TOKEN_EXPIRED" };
  const errors = [{ message: "expired", extensions: reason }];
  const ended = `${next("a")}event: next\ndata: ${JSON.stringify({ errors })}\n\n${complete}`;
  await expect(read(streaming(ended))).rejects.toMatchObject(reason);
  await expect(read(streaming(next("a")))).rejects.toBeInstanceOf(GraphQLRequestError);
});

test("throws the API's error if the response is no stream", async () => {
  const errors = [{ message: "no", extensions: { code: "BAD_USER_INPUT" } }];
  const reject = () => Promise.resolve(Response.json({ errors }, { status: 400 }));
  await expect(read(reject)).rejects.toMatchObject({ status: 400, code: "BAD_USER_INPUT" });
  await expect(read(() => Promise.reject(new Error("offline")))).rejects.toBeInstanceOf(GraphQLRequestError);
});

test("closes the connection when the caller stops reading", async () => {
  let signal: AbortSignal | null | undefined;
  const respond = streaming(next("a") + next("b"));
  const fetch = (_url: string, init: RequestInit) => {
    ({ signal } = init);
    return respond();
  };
  for await (const data of streamOperation("http://api.example/graphql", fetch, operation)) {
    expect(data).toEqual({ posted: "a" });
    break;
  }
  expect(signal?.aborted).toBe(true);
});

test("ends without an error when the signal aborts, before and while it is read", async () => {
  const stop = new AbortController();
  const open: ReadableStreamDefaultController<Uint8Array>[] = [];
  const fetch = (_url: string, init: RequestInit) => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        open.push(controller);
        init.signal?.addEventListener("abort", () => controller.error(init.signal?.reason));
      },
    });
    return Promise.resolve(new Response(body, { headers: { "content-type": "text/event-stream" } }));
  };
  let opened = 0;
  const events: unknown[] = [];
  const call = { ...operation, signal: stop.signal, onOpen: () => (opened += 1) };
  const reading = (async () => {
    for await (const data of streamOperation("http://api.example/graphql", fetch, call)) {
      events.push(data);
      stop.abort();
    }
  })();
  await vi.waitFor(() => expect(open).toHaveLength(1));
  open[0]?.enqueue(new TextEncoder().encode(next("a")));
  await reading;
  expect([events, opened]).toEqual([[{ posted: "a" }], 1]);
});

test("a stream that is silent for half a minute counts as broken", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const silent = () =>
    Promise.resolve(new Response(new ReadableStream(), { headers: { "content-type": "text/event-stream" } }));
  const reading = read(silent).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await reading).toBeInstanceOf(GraphQLRequestError);
});
