import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import { expect, it, onTestFinished } from "vitest";
import { openTestDatabase } from "../../test/support/database/test-database.ts";
import type { Database } from "../database.ts";
import { cruddurMigrations } from "../migrations.ts";
import { isDsqlUrl } from "./is-dsql-url.ts";
import { migrateDsql, type RunStatement } from "./migrate-dsql.ts";
import { toDsql } from "./to-dsql.ts";

it("knows a cluster by its address", () => {
  expect(isDsqlUrl("postgres://admin@abc123.dsql.eu-west-1.on.aws/postgres")).toBe(true);
  expect(isDsqlUrl("postgres://admin@abc123.dsql.eu-west-1.on.aws.example.com/postgres")).toBe(false);
  expect(isDsqlUrl("postgres://postgres@127.0.0.1:5432/dsql")).toBe(false);
});

it("builds indexes in the background, checks constraints later, and has no JSON", () => {
  expect(toDsql('CREATE UNIQUE INDEX "a_b" ON "a" USING btree ("b","c");')).toEqual([
    'CREATE UNIQUE INDEX ASYNC "a_b" ON "a" ("b","c")',
  ]);
  expect(toDsql('-- why\nALTER TABLE "a" ADD CONSTRAINT "a_b" CHECK (b > 0);')).toEqual([
    'ALTER TABLE "a" ADD CONSTRAINT "a_b" CHECK (b > 0) NOT VALID',
    'ALTER TABLE ASYNC "a" VALIDATE CONSTRAINT "a_b"',
  ]);
  expect(toDsql('CREATE TABLE "a" (\n\t"b" jsonb NOT NULL\n);')).toEqual([
    'CREATE TABLE "a" (\n\t"b" text NOT NULL\n)',
  ]);
});

/**
 * Stands in for a cluster: refuses what DSQL would refuse of our migrations, and else does in Postgres what DSQL does in
 * the background.
 */
async function openStandIn() {
  const client = new PGlite();
  onTestFinished(() => client.close());
  const jobs: string[] = [];
  const run: RunStatement = async (text, values) => {
    if (text.startsWith("CALL sys.wait_for_job")) return [{ succeeded: jobs.includes(String(values?.[0])) }];
    if (/^CREATE (UNIQUE )?INDEX (?!ASYNC)|\bjsonb?\b|USING btree|serial|TRIGGER/.test(text))
      throw new Error(`DSQL takes no ${text}`);
    if (text.includes("ADD CONSTRAINT") && !text.endsWith("NOT VALID"))
      throw new Error(`DSQL takes no ${text}`);
    const { rows } = await client.query<Record<string, unknown>>(text.replace(" ASYNC", ""), values);
    if (!text.includes(" ASYNC")) return rows;
    jobs.push(`job-${jobs.length}`);
    return [{ job_id: jobs.at(-1) }];
  };
  return { client, run, jobs };
}

/** Columns, constraints and indexes of all tables but the migrations' own. */
async function describe(database: Database): Promise<unknown> {
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

it("comes to the same tables as Postgres does, and goes on where it was broken off", async () => {
  const { client, run, jobs } = await openStandIn();
  let left = 20;
  const breaking: RunStatement = async (text, values) => {
    if (left === 0) throw new Error("The connection broke.");
    left -= 1;
    return await run(text, values);
  };
  await expect(migrateDsql(breaking, cruddurMigrations)).rejects.toThrow("The connection broke.");
  await migrateDsql(run, cruddurMigrations);
  const built = jobs.length;
  expect(built).toBeGreaterThan(10);
  await migrateDsql(run, cruddurMigrations);
  expect(jobs.length).toBe(built);

  const postgres = await openTestDatabase();
  onTestFinished(postgres.close);
  expect(await describe(drizzle({ client }))).toEqual(await describe(postgres.db));
});

it("fails where a job in the background has failed", async () => {
  const failing: RunStatement = async (text) =>
    text.startsWith("CALL") ? [{ succeeded: false }] : text.includes(" ASYNC") ? [{ job_id: "job-0" }] : [];
  await expect(migrateDsql(failing, cruddurMigrations)).rejects.toThrow("job-0 has failed");
});
