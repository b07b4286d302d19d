import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { Database, OpenDatabase } from "../database/database.ts";
import { refuseCombinedChanges } from "../test/support/database/refuse-combined-changes.ts";
import { rateLimitCounters } from "./rate-limit-counters-table.ts";
import { countedNetworks, createRateLimiter, type RateLimiter } from "./rate-limiter.ts";
import { databaseCounters, memoryCounters } from "./stores.ts";
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
      limiter = createRateLimiter(memoryCounters());
      return;
    }
    const { db, close } = await openTestDatabase();
    limiter = createRateLimiter(databaseCounters(db));
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

describe("counted in the database", () => {
  const networks = [
    { name: "2001:db8:1:2::/64", share: 1 },
    { name: "2001:db8:1::/56", share: 2 },
  ];

  async function openNodes(onStatement: (text: string) => void = () => {}) {
    const database = await openTestDatabase();
    const nodes = [await database.openLogged(onStatement), await database.openLogged(onStatement)] as const;
    onTestFinished(async () => {
      for (const { close } of nodes) await close();
      await database.close();
    });
    const limiterOf = ({ db }: OpenDatabase): RateLimiter => createRateLimiter(databaseCounters(db));
    return { limiters: [limiterOf(nodes[0]), limiterOf(nodes[1])] as const, db: database.db };
  }

  /** The points of all counters, highest first. */
  async function pointsIn(db: Database): Promise<number[]> {
    const rows = await db.select({ points: rateLimitCounters.points }).from(rateLimitCounters);
    return rows.map(({ points }) => points).toSorted((a, b) => b - a);
  }

  it("an attempt counts for all nodes", async () => {
    const { limiters } = await openNodes();
    const admitted = await Promise.all(
      limiters.map((each) => countAdmitted(each, "worf@enterprise.example", 3)),
    );
    expect(admitted.reduce((sum, each) => sum + each)).toBe(4);
  });

  it.each([
    ["one statement", undefined],
    ["parts, where the database refuses that", refuseCombinedChanges],
  ])("the first counter that refuses spares those behind it, in %s", async (_form, onStatement) => {
    const { limiters, db } = await openNodes(onStatement);
    const attempt = [
      { limit: "passwordByOwner", key: "worf" },
      ...countedNetworks("passwordByAddress", networks),
    ] as const;
    for (let count = 1; count <= 7; count += 1) {
      const wait = await limiters[count % 2]?.consumeInOrder([...attempt]);
      expect(wait).toBe(count <= 5 ? undefined : 60);
    }
    expect(await pointsIn(db)).toEqual([7, 5, 5]);
  });
});
