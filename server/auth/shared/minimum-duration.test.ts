import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { withMinimumDuration } from "./minimum-duration.ts";

/**
 * The durations, in milliseconds, of 200 concurrent calls for each of two amounts of work and a little more. The calls of
 * both start in turn, so that other work of the machine delays both alike.
 *
 * @param work milliseconds.
 */
async function measureDurations(
  minimumAuthMs: number,
  work: readonly [number, number],
): Promise<[number[], number[]]> {
  const durations: [number[], number[]] = [[], []];
  await Promise.all(
    Array.from({ length: 400 }, async (_each, index) => {
      const kind = index % 2 === 0 ? 0 : 1;
      const startedAt = performance.now();
      await withMinimumDuration({ minimumAuthMs }, () => pause(work[kind] + Math.random() * 5));
      durations[kind].push(performance.now() - startedAt);
    }),
  );
  return durations;
}

/**
 * The two-sided p-value of the Mann-Whitney U test: how likely two samples of one distribution differ as much
 * as these.
 *
 * @see https://en.wikipedia.org/wiki/Mann%E2%80%93Whitney_U_test
 */
function mannWhitneyP(some: number[], others: number[]): number {
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

it("takes equally long whether or not an account exists", async () => {
  const [unknown, known] = await measureDurations(120, [2, 40]);
  expect(Math.min(...unknown, ...known)).toBeGreaterThan(118);
  // Fails once in ten thousand runs by chance.
  expect(mannWhitneyP(unknown, known)).toBeGreaterThan(0.0001);
  const [fast, slow] = await measureDurations(0, [2, 40]);
  expect(mannWhitneyP(fast, slow)).toBeLessThan(0.0001);
});

it("delays errors too", async () => {
  const startedAt = performance.now();
  await expect(
    withMinimumDuration({ minimumAuthMs: 50 }, () => Promise.reject(new Error("no"))),
  ).rejects.toThrow("no");
  expect(performance.now() - startedAt).toBeGreaterThan(48);
});
