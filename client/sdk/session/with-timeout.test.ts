import { expect, test, vi } from "vitest";
import { withTimeout } from "./with-timeout.ts";

/** A server that sends headers and then nothing, until the request is aborted. */
function headersOnly(contentType: string): typeof fetch {
  return async (_url, init) => {
    const body = new ReadableStream({
      start: (controller) =>
        init?.signal?.addEventListener("abort", () => controller.error(init.signal?.reason)),
    });
    return new Response(body, { headers: { "content-type": contentType } });
  };
}

/** Replaces the next timeout by one that the test controls. */
function mockTimeout(): AbortController {
  const timeout = new AbortController();
  vi.spyOn(AbortSignal, "timeout").mockReturnValueOnce(timeout.signal);
  return timeout;
}

test("a response that does not end is aborted", async () => {
  const timeout = mockTimeout();
  const response = await withTimeout(headersOnly("application/json"))("https://api.example/graphql", {});
  const text = response.text();
  timeout.abort(new DOMException("late", "TimeoutError"));
  await expect(text).rejects.toMatchObject({ name: "TimeoutError" });
});

test("a stream of events has no timeout, until its reader aborts it", async () => {
  const timeout = mockTimeout();
  const reader = new AbortController();
  const fetch = withTimeout(headersOnly("text/event-stream; charset=utf-8"));
  const response = await fetch("https://api.example/graphql", { signal: reader.signal });
  const text = response.text();
  timeout.abort(new DOMException("late", "TimeoutError"));
  reader.abort(new DOMException("enough", "AbortError"));
  await expect(text).rejects.toMatchObject({ name: "AbortError" });
});
