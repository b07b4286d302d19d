import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { withMinimumDuration } from "./minimum-duration.ts";

/** How long answers take whose work takes so long, in milliseconds; all wait at once. */
async function times(minimumAuthMs: number, workMs: number): Promise<number[]> {
  return await Promise.all(
    Array.from({ length: 200 }, async () => {
      const began = performance.now();
      await withMinimumDuration({ minimumAuthMs }, () => pause(workMs + Math.random() * 5));
      return performance.now() - began;
    }),
  );
}

/**
 * The two-sided p of Mann and Whitney: how likely samples of one and the same kind differ as much as these.
 *
 * @see https://en.wikipedia.org/wiki/Mann%E2%80%93Whitney_U_test
 */
function mannWhitney(some: number[], others: number[]): number {
  const wins = some.reduce((sum, one) => sum + others.filter((other) => one < other).length, 0);
  const [n, m] = [some.length, others.length];
  const z = Math.abs(wins - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12);
  // The tail of the normal distribution, after Abramowitz and Stegun 26.2.17.
  const t = 1 / (1 + 0.2316419 * z);
  const tail = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429].reduce(
    (sum, factor, power) => sum + factor * t ** (power + 1),
    0,
  );
  return (2 * tail * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

it("leaves no difference in time by which an account that is there could be told", async () => {
  const [unknown, known] = await Promise.all([times(120, 2), times(120, 40)]);
  expect(Math.min(...unknown, ...known)).toBeGreaterThan(118);
  // One sample in ten thousand of one kind looks like two kinds.
  expect(mannWhitney(unknown, known)).toBeGreaterThan(0.0001);
  const [soon, late] = await Promise.all([times(0, 2), times(0, 40)]);
  expect(mannWhitney(soon, late)).toBeLessThan(0.0001);
});

it("fails as the work fails, and as late", async () => {
  const began = performance.now();
  await expect(
    withMinimumDuration({ minimumAuthMs: 50 }, () => Promise.reject(new Error("no"))),
  ).rejects.toThrow("no");
  expect(performance.now() - began).toBeGreaterThan(48);
});
