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

const statement = preparedStatement(
  "described_row",
  () => sql`select ${sql.placeholder("text")}::text, ${sql.placeholder("number")}::int,
    ${sql.placeholder("flag")}::boolean, ${sql.placeholder("time")}::timestamptz, ${sql.placeholder("list")}::text[],
    12 / ${sql.placeholder("divisor")}::int, pg_backend_pid()`,
);

/** The code of an error, or of what caused it. */
function findSqlState(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  return "code" in error ? error.code : findSqlState(error.cause);
}

/** A row of the kinds of values that the driver converts, and the process that serves the connection. */
async function read(
  db: Database,
  parameters: Record<string, unknown>,
): Promise<{ row: unknown[]; pid: unknown }> {
  const [row = []] = await statement(db, parameters);
  return { row: row.slice(0, -1), pid: row.at(-1) };
}

const values = {
  text: "",
  number: -7,
  flag: true,
  time: "2026-11-30T12:00:00.5Z",
  list: "{a,b}",
  divisor: 3,
};
const rest = [-7, true, "2026-11-30 12:00:00.5+00", ["a", "b"], 4];

// A connection that breaks would be replaced, and the statement sent again.
describe.runIf(inject("databaseTemplate").kind === "postgres")("a statement that is executed again", () => {
  it("returns the values of its parameters on the same connection, whatever their characters and length", async () => {
    const db = await openDatabase();
    const { pid } = await read(db, values);
    for (const text of ["", "Qapla’ 🖖", "e\u0301", "\\'\"\n", "x".repeat(100_000), "last"])
      expect(await read(db, { ...values, text })).toEqual({ row: [text, ...rest], pid });
  });

  it("returns null, and converts lists that are parameters", async () => {
    const db = await openDatabase();
    const nothing = { text: null, number: null, flag: null, time: null, list: null, divisor: null };
    const { pid } = await read(db, nothing);
    expect(await read(db, nothing)).toEqual({ row: [null, null, null, null, null, null], pid });
    const list = ["a", "b"];
    expect(await read(db, { ...values, text: "a list", list })).toEqual({ row: ["a list", ...rest], pid });
  });

  it("fails by itself, and not the next one", async () => {
    const db = await openDatabase();
    const { pid } = await read(db, values);
    const outcomes = await Promise.all(
      [3, 0, 3, 0, 3].map(async (divisor) =>
        read(db, { ...values, divisor }).catch((error: unknown) => findSqlState(error)),
      ),
    );
    const found = { row: ["", ...rest], pid };
    expect(outcomes).toEqual([found, "22012", found, "22012", found]);
    expect(await read(db, values)).toEqual(found);
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
    const readPid = async (): Promise<unknown> =>
      (await db.select({ pid }).from(sql`(select) as nothing`))[0]?.pid;
    const [[written], first, second] = await Promise.all([takeLeases(db, ["a"]), readPid(), readPid()]);
    expect(second).toBe(first);
    expect(written).toMatchObject({ status: "fulfilled" });
    expect(written).not.toMatchObject({ value: first });
  });
});
