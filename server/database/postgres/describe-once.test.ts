import { sql } from "drizzle-orm";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { openTestDatabase } from "../../test/support/database/test-database.ts";
import type { Database } from "../database.ts";
import { leases } from "../leases-table.ts";
import { preparedStatement } from "../prepared.ts";

async function openDatabase(): Promise<Database> {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  return db;
}

/** One row of every kind of value that the driver converts, besides the given text. */
const row = preparedStatement(
  "described_row",
  () => sql`select ${sql.placeholder("text")}::text, ${sql.placeholder("number")}::int,
    ${sql.placeholder("flag")}::boolean, ${sql.placeholder("time")}::timestamptz, ${sql.placeholder("list")}::text[],
    12 / ${sql.placeholder("divisor")}::int`,
);

const values = {
  text: "",
  number: -7,
  flag: true,
  time: "2026-11-30T12:00:00.5Z",
  list: "{a,b}",
  divisor: 3,
};
const rest = [-7, true, "2026-11-30 12:00:00.5+00", ["a", "b"], 4];

describe.runIf(inject("databaseTemplate").kind === "postgres")("a statement that is executed again", () => {
  it("returns the values of its parameters, whatever their characters and length", async () => {
    const db = await openDatabase();
    for (const text of ["first", "", "Qapla’ 🖖", "e\u0301", "\\'\"\n", "x".repeat(100_000), "second"])
      expect(await row(db, { ...values, text })).toEqual([[text, ...rest]]);
  });

  it("returns null, and converts lists that are parameters", async () => {
    const db = await openDatabase();
    const nothing = { text: null, number: null, flag: null, time: null, list: null, divisor: null };
    const nulls = [null, null, null, null, null, null];
    expect(await row(db, nothing)).toEqual([nulls]);
    expect(await row(db, nothing)).toEqual([nulls]);
    expect(await row(db, { ...values, text: "a list", list: ["a", "b"] })).toEqual([["a list", ...rest]]);
  });

  it("fails by itself, and not the next one", async () => {
    const db = await openDatabase();
    await row(db, values);
    const outcomes = await Promise.allSettled(
      [3, 0, 3, 0, 3].map(async (divisor) => await row(db, { ...values, divisor })),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect(await row(db, { ...values, text: "later" })).toEqual([["later", ...rest]]);
  });
});

/** Resolves to the process that serves the connection. */
const takeLease = preparedStatement(
  "brief_take_lease",
  () => sql`insert into ${leases} (name, holder, expires_at)
    values (${sql.placeholder("name")}::text, 'test', now()) returning pg_backend_pid()`,
  { isBriefWrite: true },
);

async function takeLeases(db: Database, names: string[]): Promise<PromiseSettledResult<unknown>[]> {
  return await Promise.allSettled(names.map(async (name) => (await takeLease(db, { name }))[0]?.[0]));
}

describe.runIf(inject("databaseTemplate").kind === "postgres")("brief writes that start together", () => {
  it("share a connection, four at most, and one that fails leaves the others alone", async () => {
    const db = await openDatabase();
    const four = await takeLeases(db, ["a", "b", "a", "c"]);
    expect(four.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    const pids = four.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    expect(new Set(pids).size).toBe(1);
    const eight = await takeLeases(db, ["d", "e", "f", "g", "h", "i", "j", "k"]);
    expect(new Set(eight.map((each) => each.status === "fulfilled" && each.value)).size).toBe(2);
    expect(await db.$count(leases)).toBe(11);
  });

  it("do not share one with a read, which would wait for them", async () => {
    const db = await openDatabase();
    const pid = sql<number>`pg_backend_pid()`;
    const read = async (): Promise<unknown> =>
      (await db.select({ pid }).from(sql`(select) as nothing`))[0]?.pid;
    const [[written], first, second] = await Promise.all([takeLeases(db, ["a"]), read(), read()]);
    expect(second).toBe(first);
    expect(written).toMatchObject({ status: "fulfilled" });
    expect(written).not.toMatchObject({ value: first });
  });
});
