import { expect, test, vi } from "vitest";
import { withTimeout } from "./with-timeout.ts";

/** A server that answers with the head alone and then says nothing more, until it is given up. */
function silent(contentType: string): typeof fetch {
  return async (_url, init) => {
    const body = new ReadableStream({
      start: (controller) =>
        init?.signal?.addEventListener("abort", () => controller.error(init.signal?.reason)),
    });
    return new Response(body, { headers: { "content-type": contentType } });
  };
}

/** The moment at which the time has run out, to be brought about by the test. */
function timeInHand(): AbortController {
  const time = new AbortController();
  vi.spyOn(AbortSignal, "timeout").mockReturnValueOnce(time.signal);
  return time;
}

test("an answer that does not end is given up", async () => {
  const time = timeInHand();
  const response = await withTimeout(silent("application/json"))("https://api.example/graphql", {});
  const text = response.text();
  time.abort(new DOMException("late", "TimeoutError"));
  await expect(text).rejects.toMatchObject({ name: "TimeoutError" });
});

test("a stream of events that has begun may last, until its reader gives it up", async () => {
  const time = timeInHand();
  const reader = new AbortController();
  const fetch = withTimeout(silent("text/event-stream; charset=utf-8"));
  const response = await fetch("https://api.example/graphql", { signal: reader.signal });
  const text = response.text();
  time.abort(new DOMException("late", "TimeoutError"));
  reader.abort(new DOMException("enough", "AbortError"));
  await expect(text).rejects.toMatchObject({ name: "AbortError" });
});
