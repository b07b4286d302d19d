import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { GraphQLRequestError } from "./request-error.ts";
import { resubscribe } from "./resubscribe.ts";
import type { CallOptions } from "./sdk.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refused = (status: number, code: string): GraphQLRequestError =>
  new GraphQLRequestError("Posted", {
    status,
    headers: new Headers(),
    errors: [{ message: "no", extensions: { code } }],
  });

type Call = Pick<CallOptions, "signal" | "onOpen">;

/** A subscription whose streams are these, one after the other; the last one stays open until it is aborted. */
function streams(...parts: ((call: Call) => AsyncGenerator<number>)[]) {
  const opened: number[] = [];
  return {
    opened,
    subscribe: (call: Call): AsyncGenerator<number> => {
      opened.push(Date.now());
      const part = parts.shift();
      if (!part) throw new Error("There is no further stream.");
      return part(call);
    },
  };
}

const events = (...numbers: number[]) =>
  async function* ({ onOpen }: Call): AsyncGenerator<number> {
    onOpen?.();
    yield* numbers;
  };
const failing = (error: unknown, ...numbers: number[]) =>
  async function* ({ onOpen }: Call): AsyncGenerator<number> {
    if (numbers.length > 0) onOpen?.();
    yield* numbers;
    throw error;
  };

async function read(source: AsyncIterable<number>): Promise<number[]> {
  const numbers: number[] = [];
  for await (const number of source) numbers.push(number);
  return numbers;
}

test("opens a stream again that ended or broke, and says so each time", async () => {
  const stop = new AbortController();
  const { subscribe } = streams(
    events(1),
    failing(refused(401, "UNAUTHENTICATED"), 2),
    failing(new GraphQLRequestError("Posted", undefined, new Error("broken")), 3),
    async function* ({ onOpen }) {
      onOpen?.();
      yield 4;
      stop.abort();
    },
  );
  const onResumed = vi.fn<() => void>();
  const reading = read(resubscribe(subscribe, { signal: stop.signal, onResumed }));
  await vi.runAllTimersAsync();
  expect(await reading).toEqual([1, 2, 3, 4]);
  expect(onResumed).toHaveBeenCalledTimes(3);
});

test("waits longer each time while there is no answer, half a minute at most, and ends while it waits", async () => {
  const stop = new AbortController();
  const { subscribe, opened } = streams(
    ...Array.from({ length: 30 }, () => failing(new GraphQLRequestError("Posted", undefined))),
  );
  const onResumed = vi.fn<() => void>();
  const reading = read(resubscribe(subscribe, { signal: stop.signal, onResumed }));
  await vi.advanceTimersByTimeAsync(180_000);
  expect(opened.length).toBeGreaterThan(8);
  stop.abort();
  expect(await reading).toEqual([]);
  const pauses = opened.slice(1).map((time, index) => time - (opened[index] ?? 0));
  expect(pauses[0]).toBeLessThanOrEqual(500);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(30_000);
  expect(pauses.at(-1)).toBeGreaterThanOrEqual(15_000);
  expect(onResumed).not.toHaveBeenCalled();
});

test.each([
  [400, "GRAPHQL_VALIDATION_FAILED"],
  [401, "UNAUTHENTICATED"],
  [403, "FORBIDDEN"],
])("throws what the API refuses before a stream: %i %s", async (status, code) => {
  const { subscribe, opened } = streams(failing(refused(status, code)));
  await expect(read(resubscribe(subscribe))).rejects.toMatchObject({ status, code });
  expect(opened).toHaveLength(1);
});

test("tries again where there were too many streams, and throws the caller's own errors", async () => {
  const { subscribe, opened } = streams(
    failing(refused(429, "RATE_LIMITED")),
    failing(new RangeError("a fault")),
  );
  const reading = read(resubscribe(subscribe)).catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  expect(await reading).toBeInstanceOf(RangeError);
  expect(opened).toHaveLength(2);
});
