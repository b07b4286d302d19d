import { readMigrationFiles } from "drizzle-orm/migrator";
import type { MigrationSet } from "../database.ts";
import { migrationOptions } from "../migrations.ts";
import { withRetries } from "../transaction.ts";
import { toDsql } from "./to-dsql.ts";

/** Executes one statement in a transaction of its own. */
export type RunStatement = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

/**
 * The table that records each executed statement: a transaction of Aurora DSQL has one DDL statement, and cannot record it
 * together with others.
 *
 * @see https://docs.aws.amazon.com/aurora-dsql/latest/userguide/working-with-ddl.html
 */
const recordTable = "dsql_migrations";

/**
 * Migrates the tables. An interrupted migration continues at the next start. Nodes do not wait for each other: when there
 * are new migrations, start one node first.
 */
export async function migrateDsql(run: RunStatement, { folder, schema }: MigrationSet): Promise<void> {
  await run(`CREATE TABLE IF NOT EXISTS ${recordTable} (name text PRIMARY KEY NOT NULL)`);
  const rows = await run(`SELECT name FROM ${recordTable}`);
  const executed = new Set(rows.map(({ name }) => name));
  for (const { sql: statements, folderMillis } of readMigrationFiles(migrationOptions({ folder, schema }))) {
    for (const [index, statement] of statements.flatMap(toDsql).entries()) {
      const name = `${schema} ${folderMillis} ${index}`;
      if (executed.has(name)) continue;
      await runToCompletion(run, statement);
      await run(`INSERT INTO ${recordTable} (name) VALUES ($1)`, [name]);
    }
  }
}

/** Executes a statement, and waits for the background job that it starts. */
async function runToCompletion(run: RunStatement, statement: string): Promise<void> {
  const [started] = await withRetries(async () => await run(statement));
  const job = started?.["job_id"];
  if (typeof job !== "string") return;
  const [result] = await withRetries(async () => await run("CALL sys.wait_for_job($1)", [job]));
  if (result?.["succeeded"] !== true) throw new Error(`The background job ${job} failed: ${statement}`);
}
