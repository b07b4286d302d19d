import { expect, test } from "vitest";
import { createRequestBatcher, type RequestBatcher } from "./request-batcher.ts";

const turn = async (): Promise<void> => await new Promise((done) => setImmediate(done));

const longMs = 8;

/** Turns by a clock that moves when something is done. */
function startTurns(): {
  turns: RequestBatcher;
  order: number[];
  take: (count: number, each?: number) => void;
  pass: (milliseconds: number) => void;
  begunInNextTurn: () => Promise<number>;
} {
  let time = 0;
  let number = 0;
  const turns = createRequestBatcher(longMs, () => time);
  const order: number[] = [];
  const pass = (milliseconds: number): void => {
    time += milliseconds;
  };
  return {
    turns,
    order,
    pass,
    take(count, each = 0) {
      for (let taken = 0; taken < count; taken += 1) {
        const mine = number;
        number += 1;
        turns.take(() => {
          order.push(mine);
          pass(each);
        });
      }
    },
    async begunInNextTurn() {
      const before = order.length;
      await turn();
      return order.length - before;
    },
  };
}

test("all that come in one turn are begun together at its end, in their order", async () => {
  const { turns, order, take } = startTurns();
  take(3);
  expect(order).toEqual([]);
  expect(turns.waiting()).toBe(3);
  await turn();
  expect(order).toEqual([0, 1, 2]);
  expect(turns.waiting()).toBe(0);
});

test("as many are begun together as do not make the turn long", async () => {
  const { turns, order, take, begunInNextTurn } = startTurns();
  take(1000);
  for (const some of [16, 32, 64, 128, 128]) expect(await begunInNextTurn()).toBe(some);
  while (turns.waiting() > 0) await turn();
  take(1000, 1);
  for (const some of [128, 64, 32, 16, 8, 8]) expect(await begunInNextTurn()).toBe(some);
  while (turns.waiting() > 0) await turn();
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test("whoever comes knows how long they would wait", async () => {
  const { turns, take } = startTurns();
  take(15);
  expect(turns.wait()).toBe(0);
  take(1);
  expect(turns.wait()).toBe(longMs);
  take(40);
  expect(turns.wait()).toBe(3 * longMs);
  // Sixteen are done, and the next turn takes thirty-two.
  await turn();
  expect(turns.wait()).toBe(longMs);
});

test("whoever's turn it is goes on at once, and waits for nobody", async () => {
  const { turns } = startTurns();
  const order: string[] = [];
  turns.take(() => {
    expect([turns.waiting(), turns.wait()]).toEqual([0, 0]);
    turns.take(() => order.push("the same"));
    order.push("first");
  });
  for (let others = 0; others < 32; others += 1) turns.take(() => order.push("other"));
  await turn();
  expect(order.slice(0, 3)).toEqual(["the same", "first", "other"]);
});

test("while connections come, nothing is begun, but not for long", async () => {
  const { turns, take, pass, begunInNextTurn } = startTurns();
  take(2);
  for (let connections = 0; connections < 3; connections += 1) {
    turns.connected();
    expect(await begunInNextTurn()).toBe(0);
  }
  expect(await begunInNextTurn()).toBe(2);
  take(2);
  pass(longMs);
  turns.connected();
  expect(await begunInNextTurn()).toBe(2);
});
