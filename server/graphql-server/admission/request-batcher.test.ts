import { expect, test } from "vitest";
import { createRequestBatcher, type RequestBatcher } from "./request-batcher.ts";

const turn = async (): Promise<void> => await new Promise((done) => setImmediate(done));

const turnMs = 8;

/** A batcher with a clock that moves when a request is started. */
function startBatcher(): {
  batcher: RequestBatcher;
  order: number[];
  queued: () => number;
  take: (count: number, each?: number) => void;
  pass: (milliseconds: number) => void;
  startedInNextTurn: () => Promise<number>;
} {
  let time = 0;
  let number = 0;
  const batcher = createRequestBatcher(turnMs, () => time);
  const order: number[] = [];
  const pass = (milliseconds: number): void => {
    time += milliseconds;
  };
  return {
    batcher,
    order,
    queued: () => number - order.length,
    pass,
    take(count, each = 0) {
      for (let taken = 0; taken < count; taken += 1) {
        const mine = number;
        number += 1;
        batcher.enqueue(() => {
          order.push(mine);
          pass(each);
        });
      }
    },
    async startedInNextTurn() {
      const before = order.length;
      await turn();
      return order.length - before;
    },
  };
}

test("requests of one turn start together at its end, in their order", async () => {
  const { order, queued, take } = startBatcher();
  take(3);
  expect(order).toEqual([]);
  expect(queued()).toBe(3);
  await turn();
  expect(order).toEqual([0, 1, 2]);
  expect(queued()).toBe(0);
});

test("a batch is as large as fits into the turn", async () => {
  const { order, queued, take, startedInNextTurn } = startBatcher();
  take(1000);
  for (const some of [16, 32, 64, 128, 128]) expect(await startedInNextTurn()).toBe(some);
  while (queued() > 0) await turn();
  take(1000, 1);
  for (const some of [128, 64, 32, 16, 8, 8]) expect(await startedInNextTurn()).toBe(some);
  while (queued() > 0) await turn();
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test("the wait of a new request is estimated from the queue and the batch size", async () => {
  const { batcher, take } = startBatcher();
  take(15);
  expect(batcher.estimatedWaitMs()).toBe(0);
  take(1);
  expect(batcher.estimatedWaitMs()).toBe(turnMs);
  take(40);
  expect(batcher.estimatedWaitMs()).toBe(3 * turnMs);
  // Sixteen have started, and the next batch has thirty-two.
  await turn();
  expect(batcher.estimatedWaitMs()).toBe(turnMs);
});

test("a request that enqueues again while its batch starts goes on at once", async () => {
  const { batcher } = startBatcher();
  const order: string[] = [];
  batcher.enqueue(() => {
    expect(batcher.estimatedWaitMs()).toBe(0);
    batcher.enqueue(() => order.push("the same"));
    order.push("first");
  });
  for (let others = 0; others < 32; others += 1) batcher.enqueue(() => order.push("other"));
  await turn();
  expect(order.slice(0, 3)).toEqual(["the same", "first", "other"]);
});

test("no batch starts while connections come in, up to the length of a turn", async () => {
  const { batcher, take, pass, startedInNextTurn } = startBatcher();
  take(2);
  for (let connections = 0; connections < 3; connections += 1) {
    batcher.connectionOpened();
    expect(await startedInNextTurn()).toBe(0);
  }
  expect(await startedInNextTurn()).toBe(2);
  take(2);
  pass(turnMs);
  batcher.connectionOpened();
  expect(await startedInNextTurn()).toBe(2);
});
