import { randomUUID } from "node:crypto";
import { openAsBlob } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import pg from "pg";
import { inject } from "vitest";
import type { OpenDatabase } from "../../../database/database.ts";
import { migratePglite } from "../../../database/pglite/pglite.ts";
import { openPostgres } from "../../../database/postgres/postgres.ts";
import { copyFewParsers } from "./copy-few-parsers.ts";
import { withDatabase } from "./database-template.ts";
import { postgresqlconf } from "./empty-pglite.ts";
import { prepareStatements } from "./prepare-statements.ts";
import { runAdmin } from "./run-admin.ts";

export type TestDatabase = OpenDatabase & {
  /** Opens the same database again and reports each statement. The caller closes it before this one. */
  openLogged: (onStatement: (text: string, values: unknown[]) => void) => Promise<OpenDatabase>;
  /** Its address for other processes; absent: it is in this process. */
  url?: string;
  /** Must be called before its tables are changed: then no other test gets it. */
  keepFromOthers: () => void;
};

/** Emptied databases that this worker's next tests use: opening one takes half a second. */
const idle: TestDatabase[] = [];

const truncateFromBytes = 4 * 1024 * 1024;

/** Opens an empty, migrated database: PGlite, or Postgres where TEST_DATABASE_URL names a server. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const template = inject("databaseTemplate");
  if (template.kind === "pglite") return idle.pop() ?? (await openPgliteCopy(template.archive));
  const name = `cruddur_test_${randomUUID().replaceAll("-", "")}`;
  await runAdmin(template.url, `create database ${name} template ${template.name}`);
  const url = withDatabase(template.url, name);
  const database = await openPostgres(url, []);
  return {
    ...database,
    url,
    keepFromOthers: () => {},
    openLogged: async (onStatement) => {
      const client = new pg.Pool({ connectionString: url });
      // The pool ends before its connections, which break when the database is dropped.
      client.on("error", () => {});
      client.on("connect", (each) => each.on("error", () => {}));
      const db = drizzlePostgres({ client, logger: { logQuery: onStatement } });
      return { ...database, db, close: () => client.end() };
    },
    close: async () => {
      await database.close();
      await runAdmin(template.url, `drop database ${name} with (force)`);
    },
  };
}

/** Copies the template into a program's data directory: creating a database there would take seconds. */
export async function prepareDataDirectory(directory: string): Promise<void> {
  const template = inject("databaseTemplate");
  if (template.kind === "postgres") return;
  await cp(template.directory, join(directory, "pglite"), { recursive: true });
}

async function openPgliteCopy(archive: string): Promise<TestDatabase> {
  const client = new PGlite({ loadDataDir: await openAsBlob(archive), postgresqlconf });
  await copyFewParsers(client);
  prepareStatements(client);
  const { db, probe } = await migratePglite(client, []);
  let isChanged = false;
  const database: TestDatabase = {
    db,
    keepFromOthers: () => {
      isChanged = true;
    },
    isShared: false,
    probe,
    openLogged: async (onStatement) => {
      const logged = drizzlePglite({ client, logger: { logQuery: onStatement } });
      return { ...database, db: logged, close: async () => {} };
    },
    close: async () => {
      if (isChanged || (await hasStatistics(client))) return await client.close();
      await deleteAllRows(client);
      idle.push(database);
    },
  };
  return database;
}

/** Statistics of rows outlive them, and would change the plans of other tests. A test that analyzes its rows leaves some. */
async function hasStatistics(client: PGlite): Promise<boolean> {
  const { rows } = await client.query(
    "select from pg_stats where schemaname in ('public', 'local_user_pool') limit 1",
  );
  return rows.length > 0;
}

/** Truncating would take 150 ms instead of 10, and is worth that only where there are many rows. */
async function deleteAllRows(client: PGlite): Promise<void> {
  const { rows } = await client.query<{ name: string; bytes: number }>(
    `select format('%I.%I', schemaname, tablename) as name,
       pg_total_relation_size(format('%I.%I', schemaname, tablename)::regclass) as bytes
     from pg_tables where schemaname in ('public', 'local_user_pool')`,
  );
  if (rows.reduce((sum, { bytes }) => sum + bytes, 0) > truncateFromBytes) {
    await client.exec(`truncate ${rows.map(({ name }) => name).join()}`);
    return;
  }
  // As a replica it does not check foreign keys, so that the order does not matter.
  const deletions = rows.map(({ name }) => `delete from ${name};`).join("\n");
  await client.exec(`begin; set local session_replication_role = replica; ${deletions} commit`);
}
