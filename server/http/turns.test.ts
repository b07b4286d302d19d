import { expect, test } from "vitest";
import { createTurns, type Turns } from "./turns.ts";

const turn = async (): Promise<void> => await new Promise((done) => setImmediate(done));

/** Turns by a clock that moves when something is done. */
function startTurns(): {
  turns: Turns;
  order: number[];
  take: (count: number, each?: number) => void;
  pass: (milliseconds: number) => void;
} {
  let time = 0;
  let number = 0;
  const turns = createTurns(5, () => time);
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
  };
}

test("all that come in one turn are begun together at its end, in their order", async () => {
  const { turns, order, take, pass } = startTurns();
  take(3);
  expect(order).toEqual([]);
  expect(turns.waiting()).toBe(3);
  pass(2);
  expect(turns.waited()).toBe(2);
  await turn();
  expect(order).toEqual([0, 1, 2]);
  expect(turns.waiting()).toBe(0);
  expect(turns.waited()).toBe(0);
});

test("as many are begun together as do not make the turn long", async () => {
  const { turns, order, take } = startTurns();
  const begunIn = async (): Promise<number> => {
    const before = order.length;
    await turn();
    return order.length - before;
  };
  take(1000);
  expect(await begunIn()).toBe(16);
  expect(await begunIn()).toBe(32);
  expect(await begunIn()).toBe(64);
  expect(await begunIn()).toBe(128);
  expect(await begunIn()).toBe(128);
  while (turns.waiting() > 0) await turn();
  take(1000, 1);
  expect(await begunIn()).toBe(128);
  expect(await begunIn()).toBe(64);
  expect(await begunIn()).toBe(32);
  expect(await begunIn()).toBe(16);
  expect(await begunIn()).toBe(8);
  expect(await begunIn()).toBe(4);
  // Four took four milliseconds.
  expect(await begunIn()).toBe(8);
  while (turns.waiting() > 0) await turn();
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test("whoever's turn it is goes on at once, and waits for nobody", async () => {
  const { turns, pass } = startTurns();
  const order: string[] = [];
  turns.take(() => {
    pass(3);
    expect([turns.waiting(), turns.waited()]).toEqual([0, 0]);
    turns.take(() => order.push("the same"));
    order.push("first");
  });
  for (let others = 0; others < 16; others += 1) turns.take(() => order.push("other"));
  await turn();
  expect(order.slice(0, 3)).toEqual(["the same", "first", "other"]);
});
