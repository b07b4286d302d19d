import { expect, it } from "vitest";
import { createBoundedQueue, QueueOverflowError } from "./bounded-queue.ts";

it("delivers values in order, from before and during the reading, until it is closed", async () => {
  const queue = createBoundedQueue<number>(10);
  queue.push(1);
  queue.push(2);
  const reading = queue.read();
  expect([(await reading.next()).value, (await reading.next()).value]).toEqual([1, 2]);
  const third = reading.next();
  queue.push(3);
  expect((await third).value).toBe(3);
  queue.push(4);
  queue.close();
  queue.push(5);
  expect((await reading.next()).value).toBe(4);
  expect((await reading.next()).done).toBe(true);
});

it("makes reading fail after an overflow", async () => {
  const queue = createBoundedQueue<number>(2);
  for (const number of [1, 2, 3, 4]) queue.push(number);
  await expect(queue.read().next()).rejects.toBeInstanceOf(QueueOverflowError);
});
