import { readMigrationFiles } from "drizzle-orm/migrator";
import type { MigrationSet } from "../database.ts";
import { migrationOptions } from "../migrations.ts";
import { withRetries } from "../transaction.ts";
import { toDsql } from "./to-dsql.ts";

/** Runs one statement in a transaction of its own. */
export type RunStatement = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

/** What ran, statement by statement: Aurora DSQL does one change of a table in a transaction, and no rows beside it. */
const record = "dsql_migrations";

/**
 * Brings the tables up to date. What was broken off goes on at the next start. Nodes do not wait for each other here:
 * let one of them start first where there is something to migrate.
 */
export async function migrateDsql(run: RunStatement, { folder, schema }: MigrationSet): Promise<void> {
  await run(`CREATE TABLE IF NOT EXISTS ${record} (name text PRIMARY KEY NOT NULL)`);
  const rows = await run(`SELECT name FROM ${record}`);
  const ran = new Set(rows.map(({ name }) => name));
  for (const { sql: statements, folderMillis } of readMigrationFiles(migrationOptions({ folder, schema }))) {
    for (const [index, statement] of statements.flatMap(toDsql).entries()) {
      const name = `${schema} ${folderMillis} ${index}`;
      if (ran.has(name)) continue;
      await runToItsEnd(run, statement);
      await run(`INSERT INTO ${record} (name) VALUES ($1)`, [name]);
    }
  }
}

/** Waits for what goes on in the background. */
async function runToItsEnd(run: RunStatement, statement: string): Promise<void> {
  const [answer] = await withRetries(async () => await run(statement));
  const job = answer?.["job_id"];
  if (typeof job !== "string") return;
  const [end] = await withRetries(async () => await run("CALL sys.wait_for_job($1)", [job]));
  if (end?.["succeeded"] !== true) throw new Error(`The job ${job} has failed: ${statement}`);
}
