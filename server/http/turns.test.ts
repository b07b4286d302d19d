import { expect, test } from "vitest";
import { createTurns } from "./turns.ts";

const turn = async (): Promise<void> => await new Promise((done) => setImmediate(done));

test("what comes once a turn is long waits, and the next turns begin with ever more, in their order", async () => {
  let time = 0;
  const work = (milliseconds: number): void => {
    time += milliseconds;
  };
  const turns = createTurns(5, () => time);
  const order: number[] = [];
  const take = (number: number, milliseconds = 0): void =>
    turns.take(() => {
      order.push(number);
      work(milliseconds);
    });
  take(0);
  take(1, 6);
  for (let number = 2; number <= 9; number += 1) take(number);
  expect(order).toEqual([0, 1]);
  work(2);
  expect(turns.waited()).toBe(2);
  await turn();
  expect(order).toEqual([0, 1, 2]);
  // Whoever comes meanwhile stands behind.
  take(10);
  await turn();
  expect(order).toEqual([0, 1, 2, 3, 4]);
  await turn();
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  // A turn that was long is followed by one that begins with half as many.
  work(6);
  await turn();
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  await turn();
  expect(order).toHaveLength(11);
  expect(turns.waited()).toBe(0);
});

test("a turn that is short takes all that come", () => {
  const turns = createTurns(5, () => 0);
  let begun = 0;
  for (let time = 0; time < 100; time += 1)
    turns.take(() => {
      begun += 1;
    });
  expect(begun).toBe(100);
});
