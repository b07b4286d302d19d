import { sql } from "drizzle-orm";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { openTestDatabase } from "../../test/support/database/test-database.ts";
import { eventually } from "../../test/support/patience.ts";
import type { Database } from "../database.ts";
import { leases } from "../leases-table.ts";

type Answer = { pid: number; value: number };

async function openDatabase() {
  const database = await openTestDatabase();
  onTestFinished(database.close);
  return database;
}

async function read(db: Database, value: number): Promise<Answer> {
  const [row] = await db
    .select({ pid: sql<number>`pg_backend_pid()`, value: sql<number>`12 / (12 / ${value}::int)` })
    .from(sql`(select) as nothing`);
  if (!row) throw new Error("no answer");
  return row;
}

/** Answers once there is a lease: until then its connection is busy. */
async function readLease(db: Database): Promise<void> {
  const lease = sql`exists (select from ${leases})`;
  await db
    .select({ slept: sql`pg_sleep(case when ${lease} then 0 else 60 end)` })
    .from(sql`(select) as nothing`);
}

function countConnections(answers: Answer[]): number {
  return new Set(answers.map(({ pid }) => pid)).size;
}

describe.runIf(inject("databaseTemplate").kind === "postgres")("reads that start together", () => {
  it("share a connection, eight at most, and each gets its own answer", async () => {
    const { db } = await openDatabase();
    const eight = await Promise.all([1, 2, 3, 4, 6, 12, 1, 2].map((value) => read(db, value)));
    expect(countConnections(eight)).toBe(1);
    const values = Array.from({ length: 400 }, (_, index) => [1, 2, 3, 4, 6, 12][index % 6] ?? 1);
    const many = await Promise.all(values.map((value) => read(db, value)));
    expect(many.map(({ value }) => value)).toEqual(values);
    expect(countConnections(many)).toBeGreaterThan(8);
  });

  it("fail alone: the others on the connection get their answers", async () => {
    const { db } = await openDatabase();
    const outcomes = await Promise.allSettled([1, 0, 2, 13, 3, 0, 4].map((value) => read(db, value)));
    expect(outcomes.map(({ status }) => status === "fulfilled")).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
      true,
    ]);
    expect(outcomes.flatMap((each) => (each.status === "fulfilled" ? [each.value.value] : []))).toEqual([
      1, 2, 3, 4,
    ]);
  });

  it("do not wait for a write that waits for a lock", async () => {
    const { db } = await openDatabase();
    await db.insert(leases).values({ name: "a", holder: "first", expiresAt: new Date() });
    let waiting: Promise<unknown> | undefined;
    await db.transaction(async (tx) => {
      await tx.update(leases).set({ holder: "second" });
      // Started together with the reads.
      waiting = db.update(leases).set({ holder: "third" }).execute();
      const answers = await Promise.all([read(db, 1), read(db, 2), db.select().from(leases)]);
      expect(answers[2].map(({ holder }) => holder)).toEqual(["first"]);
    });
    await waiting;
    expect((await db.select().from(leases)).map(({ holder }) => holder)).toEqual(["third"]);
  });

  it("are sent again when their connection breaks", async () => {
    const { db, connections } = await openDatabase();
    const reads = Promise.all([readLease(db), ...[1, 2, 3].map((value) => read(db, value))]);
    const sleeping = sql`pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`;
    // A transaction does not share the connection that it looks for.
    await eventually(async () => {
      const found = await db.transaction((tx) => tx.select({ pid: sql`pid` }).from(sleeping));
      expect(found).toHaveLength(1);
    });
    await db.insert(leases).values({ name: "a", holder: "test", expiresAt: new Date() });
    const ended = sql`pg_terminate_backend(pid)`;
    await db.transaction((tx) => tx.select({ ended }).from(sleeping));
    expect((await reads).slice(1)).toMatchObject([{ value: 1 }, { value: 2 }, { value: 3 }]);
    expect(connections?.().waiting).toBe(0);
  });

  it("count as waiting while no connection is free", async () => {
    const { db, connections } = await openDatabase();
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const transactions = Array.from(
      { length: 10 },
      async () =>
        await db.transaction(async (tx) => {
          await tx.execute(sql`select 1`);
          await held;
        }),
    );
    await eventually(() => expect(connections?.()).toMatchObject({ total: 10, idle: 0 }));
    const reads = Array.from({ length: 20 }, () => read(db, 1));
    await eventually(() => expect(connections?.().waiting).toBe(20));
    release();
    await Promise.all([...transactions, ...reads]);
    expect(connections?.().waiting).toBe(0);
  });
});
