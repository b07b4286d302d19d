import { expect, test } from "vitest";
import { createTurns } from "./turns.ts";

/** Keeps the event loop busy. */
function work(milliseconds: number): void {
  const began = performance.now();
  while (performance.now() - began < milliseconds);
}

const turn = async (): Promise<void> => await new Promise((done) => setImmediate(done));

test("what comes once a turn is long waits, and each of the next turns begins with one, in their order", async () => {
  const turns = createTurns(5);
  const order: string[] = [];
  for (const name of ["first", "second", "third", "fourth"])
    turns.take(() => {
      order.push(name);
      work(name === "second" ? 6 : 0);
    });
  expect(order).toEqual(["first", "second"]);
  expect(turns.waited()).toBeGreaterThanOrEqual(0);
  work(2);
  expect(turns.waited()).toBeGreaterThanOrEqual(2);
  await turn();
  expect(order).toEqual(["first", "second", "third"]);
  // Whoever comes meanwhile stands behind.
  turns.take(() => order.push("fifth"));
  await turn();
  expect(order).toEqual(["first", "second", "third", "fourth"]);
  await turn();
  expect(order).toEqual(["first", "second", "third", "fourth", "fifth"]);
  expect(turns.waited()).toBe(0);
});

test("a turn that is short takes all that come", () => {
  const turns = createTurns(1000);
  let begun = 0;
  for (let time = 0; time < 100; time += 1)
    turns.take(() => {
      begun += 1;
    });
  expect(begun).toBe(100);
});
