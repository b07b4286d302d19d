import pg from "pg";
import { expect, it } from "vitest";
import { retryReads } from "./retry-reads.ts";

/** How often a pool sends a statement that always fails with the error. */
async function countAttempts(statement: unknown, error: Error): Promise<number> {
  let attempts = 0;
  const pool = Object.assign(new pg.Pool(), {
    query: async () => {
      attempts += 1;
      throw error;
    },
  });
  retryReads(pool);
  await expect(pool.query(statement as string)).rejects.toBe(error);
  return attempts;
}

const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });

it.each([
  "select 1",
  { name: "named", text: '\n select "updated_at" from "inserts"' },
  "with recursive above as (select 1) select * from above",
])("repeats a read: %o", async (statement) => {
  expect(await countAttempts(statement, reset)).toBe(3);
});

it.each([
  "insert into likes values (1)",
  { text: "update users set bio = $1" },
  "with gone as (delete from likes returning *) select * from gone",
  "select * from leases for update",
  "select * from leases for no key update",
  "select * from leases for share",
  "select 1 into copies",
  "begin",
])("sends once what may write or lock: %o", async (statement) => {
  expect(await countAttempts(statement, reset)).toBe(1);
});

it.each([
  Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }),
  Object.assign(new AggregateError([reset]), { code: "ECONNREFUSED" }),
  new Error("Connection terminated unexpectedly"),
  new Error("Client has encountered a connection error and is not queryable"),
  Object.assign(new Error("server login has been failing"), { code: "08P01" }),
])("repeats a read after a broken connection: %o", async (error) => {
  expect(await countAttempts("select 1", error)).toBe(3);
});

it.each([
  new Error("Query read timeout"),
  new Error("timeout exceeded when trying to connect"),
  new Error("Connection terminated due to connection timeout"),
  Object.assign(new Error("connect ETIMEDOUT"), { code: "ETIMEDOUT" }),
  Object.assign(new Error("canceling statement due to statement timeout"), { code: "57014" }),
  Object.assign(new Error("syntax error"), { code: "42601" }),
])("sends a read once that took too long or is wrong: %o", async (error) => {
  expect(await countAttempts("select 1", error)).toBe(1);
});
