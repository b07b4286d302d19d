import type { MigrationSet } from "../database.ts";
import { sqlStateOf } from "../postgres-error.ts";
import { withRetries } from "../transaction.ts";
import { moveRows, readDsqlMigrations } from "./dsql-migrations.ts";
import { moveRowsIntoBuckets } from "./move-rows-into-buckets.ts";
import type { RunStatement } from "../run-statement.ts";

/**
 * The table that records each executed statement: a transaction of Aurora DSQL has one DDL statement, and cannot record it
 * together with others.
 *
 * @see https://docs.aws.amazon.com/aurora-dsql/latest/userguide/working-with-ddl.html
 */
const recordTable = "dsql_migrations";

/** SQLSTATEs of a statement that has nothing to do: what it creates exists, or what it removes or renames does not. */
const nothingToDo = new Set(["42P07", "42701", "42710", "42P01", "42703", "42704"]);

/**
 * Migrates the tables. An interrupted migration continues at the next start. Nodes do not wait for each other: when there
 * are new migrations, start one node first.
 */
export async function migrateDsql(run: RunStatement, migrations: MigrationSet): Promise<void> {
  await run(`CREATE TABLE IF NOT EXISTS ${recordTable} (name text PRIMARY KEY NOT NULL)`);
  const rows = await run(`SELECT name FROM ${recordTable}`);
  const executed = new Set(rows.map(({ name }) => name));
  let isFirst = true;
  for (const { createdAt, statements } of readDsqlMigrations(migrations)) {
    for (const [index, statement] of statements.entries()) {
      const name = `${migrations.schema} ${createdAt} ${index}`;
      if (executed.has(name)) continue;
      if (statement === moveRows) await moveRowsIntoBuckets(withRetriesOf(run));
      else
        await runToCompletion(run, statement).catch((error: unknown) => {
          // The first statement that is not recorded may have been executed before the connection broke.
          if (!isFirst || !nothingToDo.has(sqlStateOf(error) ?? "")) throw error;
        });
      isFirst = false;
      await run(`INSERT INTO ${recordTable} (name) VALUES ($1)`, [name]);
    }
  }
}

function withRetriesOf(run: RunStatement): RunStatement {
  return async (text, values) => await withRetries(async () => await run(text, values));
}

/** Executes a statement, and waits for the background job that it starts. */
async function runToCompletion(run: RunStatement, statement: string): Promise<void> {
  const [started] = await withRetries(async () => await run(statement));
  const job = started?.["job_id"];
  if (typeof job !== "string") return;
  const [result] = await withRetries(async () => await run("CALL sys.wait_for_job($1)", [job]));
  if (result?.["succeeded"] !== true) throw new Error(`The background job ${job} failed: ${statement}`);
}
