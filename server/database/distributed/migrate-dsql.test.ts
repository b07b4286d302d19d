import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import { expect, it, onTestFinished } from "vitest";
import { openTestDatabase } from "../../test/support/database/test-database.ts";
import type { Database } from "../database.ts";
import { cruddurMigrations } from "../migrations.ts";
import { isAcceptedByDsql } from "./accepted-statements.ts";
import { isDsqlUrl } from "./is-dsql-url.ts";
import { migrateDsql, type RunStatement } from "./migrate-dsql.ts";

it("recognizes a cluster by its host name", () => {
  expect(isDsqlUrl("postgres://admin@abc123.dsql.eu-west-1.on.aws/postgres")).toBe(true);
  expect(isDsqlUrl("postgres://admin@abc123.dsql.eu-west-1.on.aws.example.com/postgres")).toBe(false);
  expect(isDsqlUrl("postgres://postgres@127.0.0.1:5432/dsql")).toBe(false);
});

/** Stands in for a cluster: refuses what DSQL refuses, and executes background jobs at once, in PGlite. */
async function openStandIn() {
  const client = new PGlite();
  onTestFinished(() => client.close());
  const jobs: string[] = [];
  const run: RunStatement = async (text, values) => {
    if (text.startsWith("CALL sys.wait_for_job")) return [{ succeeded: jobs.includes(String(values?.[0])) }];
    if (!text.includes("dsql_migrations") && !isAcceptedByDsql(text))
      throw new Error(`DSQL does not accept ${text}`);
    const { rows } = await client.query<Record<string, unknown>>(text.replace(" ASYNC", ""), values);
    if (!text.includes(" ASYNC")) return rows;
    jobs.push(`job-${jobs.length}`);
    return [{ job_id: jobs.at(-1) }];
  };
  return { client, run, jobs };
}

/** Columns, constraints and indexes of all tables but the record of migrations. */
async function readSchema(database: Database): Promise<unknown> {
  return await database.execute(sql`
    select 'column' as kind, table_name || '.' || column_name as name, data_type || ' ' || is_nullable as what
    from information_schema.columns where table_schema = 'public' and table_name <> 'dsql_migrations'
    union all
    select 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n' and conrelid::regclass::text <> 'dsql_migrations'
    union all
    select 'index', indexname, indexdef from pg_indexes where schemaname = 'public' and tablename <> 'dsql_migrations'
    order by 1, 2`);
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
  expect(await readSchema(drizzle({ client }))).toEqual(await readSchema(postgres.db));
});

it("fails when a background job fails", async () => {
  const failing: RunStatement = async (text) =>
    text.startsWith("CALL") ? [{ succeeded: false }] : text.includes(" ASYNC") ? [{ job_id: "job-0" }] : [];
  await expect(migrateDsql(failing, cruddurMigrations)).rejects.toThrow("job-0 failed");
});
