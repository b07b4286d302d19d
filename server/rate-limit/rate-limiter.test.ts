import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createRateLimiter, type RateLimiter } from "./rate-limiter.ts";
import { databaseStore, memoryStore } from "./stores.ts";
import { openTestDatabase } from "../test/support/database/test-database.ts";

const minute = 60_000;

beforeEach(() => {
  // Only the time of day: the database works with real timers.
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** How many of the attempts may proceed. */
async function countAdmitted(limiter: RateLimiter, key: string, attempts: number): Promise<number> {
  const waits = await Promise.all(
    Array.from({ length: attempts }, async () => await limiter.consume("passwordByAccount", key)),
  );
  return waits.filter((wait) => wait === undefined).length;
}

describe.each(["memory", "database"])("wrong passwords of strangers, counted in %s", (kind) => {
  let limiter: RateLimiter;
  beforeEach(async () => {
    if (kind === "memory") {
      limiter = createRateLimiter(memoryStore);
      return;
    }
    const { db, close } = await openTestDatabase();
    limiter = createRateLimiter(databaseStore(db));
    return close;
  });

  it("are four, also at once", async () => {
    expect(await countAdmitted(limiter, "worf@enterprise.example", 50)).toBe(4);
  });

  it("are four until nobody has guessed for 15 minutes, as the pool counts them", async () => {
    for (let guess = 0; guess < 4; guess += 1) {
      expect(await countAdmitted(limiter, "troi@enterprise.example", 1)).toBe(1);
      vi.advanceTimersByTime(14 * minute);
    }
    expect(await countAdmitted(limiter, "troi@enterprise.example", 10)).toBe(0);
    vi.advanceTimersByTime(2 * minute);
    expect(await countAdmitted(limiter, "troi@enterprise.example", 10)).toBe(4);
  });
});
