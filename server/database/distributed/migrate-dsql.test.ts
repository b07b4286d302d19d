import { drizzle } from "drizzle-orm/pglite";
import { expect, it, onTestFinished } from "vitest";
import { migrationsUpTo } from "../../test/support/database/earlier-database.ts";
import { openEmptyPglite } from "../../test/support/database/empty-pglite.ts";
import {
  beforeBuckets,
  countMisplacedRows,
  insertRowsBeforeBuckets,
  readRowsBeforeBuckets,
} from "../../test/support/database/rows-before-buckets.ts";
import { schemaOf } from "../../test/support/database/schema-of.ts";
import { openTestDatabase } from "../../test/support/database/test-database.ts";
import { cruddurMigrations } from "../migrations.ts";
import { isAcceptedByDsql } from "./accepted-statements.ts";
import { isDsqlUrl } from "./is-dsql-url.ts";
import { migrateDsql } from "./migrate-dsql.ts";
import type { RunStatement } from "../run-statement.ts";

it("recognizes a cluster by its host name", () => {
  expect(isDsqlUrl("postgres://admin@abc123.dsql.eu-west-1.on.aws/postgres")).toBe(true);
  expect(isDsqlUrl("postgres://admin@abc123.dsql.eu-west-1.on.aws.example.com/postgres")).toBe(false);
  expect(isDsqlUrl("postgres://postgres@127.0.0.1:5432/dsql")).toBe(false);
});

/** Stands in for a cluster: refuses what DSQL refuses, and executes background jobs at once, in PGlite. */
async function openStandIn() {
  const client = await openEmptyPglite();
  const jobs: string[] = [];
  const run: RunStatement = async (text, values) => {
    if (text.startsWith("CALL sys.wait_for_job")) return [{ succeeded: jobs.includes(String(values?.[0])) }];
    if (
      !text.includes("dsql_migrations") &&
      !/^\s*(select|insert|delete) /.test(text) &&
      !isAcceptedByDsql(text)
    )
      throw new Error(`DSQL does not accept ${text}`);
    const { rows } = await client.query<Record<string, unknown>>(text.replace(" ASYNC", ""), values);
    if (!text.includes(" ASYNC")) return rows;
    jobs.push(`job-${jobs.length}`);
    return [{ job_id: jobs.at(-1) }];
  };
  return { client, run, jobs };
}

it("creates the same tables as on Postgres, and continues after an interruption", async () => {
  const { client, run, jobs } = await openStandIn();
  let statementsLeft = 20;
  const interrupted: RunStatement = async (text, values) => {
    if (statementsLeft === 0) throw new Error("The connection broke.");
    statementsLeft -= 1;
    return await run(text, values);
  };
  await expect(migrateDsql(interrupted, cruddurMigrations)).rejects.toThrow("The connection broke.");
  await migrateDsql(run, cruddurMigrations);
  const jobCount = jobs.length;
  expect(jobCount).toBeGreaterThan(10);
  await migrateDsql(run, cruddurMigrations);
  expect(jobs.length).toBe(jobCount);

  const postgres = await openTestDatabase();
  onTestFinished(postgres.close);
  expect(await schemaOf(drizzle({ client }))).toEqual(withoutOperatorClasses(await schemaOf(postgres.db)));
});

/** Text is in the order of its bytes on Aurora DSQL, so its indexes need no operator class for that. */
function withoutOperatorClasses(schema: unknown[]): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll(" text_pattern_ops", ""));
}

it("moves every row into its bucket, and continues after interruptions between all statements", async () => {
  const { client, run } = await openStandIn();
  await migrateDsql(run, await migrationsUpTo(beforeBuckets));
  const db = drizzle({ client });
  await insertRowsBeforeBuckets(db, 700);
  const before = await readRowsBeforeBuckets(db);
  let interruptions = 0;
  // Few enough to break within each batch, and enough to finish one.
  while (!(await migrateUntil(run, 6 + (interruptions % 3)))) interruptions += 1;
  expect(interruptions).toBeGreaterThan(15);
  expect(await readRowsBeforeBuckets(db)).toEqual(before);
  expect(await countMisplacedRows(db)).toBe(0);
});

/** Migrates through a connection that breaks after a statement; true if there are fewer statements. */
async function migrateUntil(run: RunStatement, last: number): Promise<boolean> {
  let number = 0;
  const breaking: RunStatement = async (text, values) => {
    const rows = await run(text, values);
    number += 1;
    if (number === last) throw new Error("The connection broke.");
    return rows;
  };
  try {
    await migrateDsql(breaking, cruddurMigrations);
    return true;
  } catch (error) {
    if (number < last) throw error;
    return false;
  }
}

it("fails when a background job fails", async () => {
  const failing: RunStatement = async (text) =>
    text.startsWith("CALL") ? [{ succeeded: false }] : text.includes(" ASYNC") ? [{ job_id: "job-0" }] : [];
  await expect(migrateDsql(failing, cruddurMigrations)).rejects.toThrow("job-0 failed");
});
