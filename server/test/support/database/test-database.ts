import { randomUUID } from "node:crypto";
import { openAsBlob } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import pg from "pg";
import { inject } from "vitest";
import type { OpenDatabase } from "../../../database/database.ts";
import { migratePglite } from "../../../database/pglite/pglite.ts";
import { openPostgres } from "../../../database/postgres/postgres.ts";
import { withDatabase } from "./database-template.ts";

export type TestDatabase = OpenDatabase & {
  /** Opens the same database once more, and tells of each statement that runs there; to be closed first. */
  openLogged: (onStatement: (text: string, values: unknown[]) => void) => Promise<OpenDatabase>;
  /** Where it is, for a program of its own; absent: in this process. */
  url?: string;
};

/** Emptied databases that the next test of this worker takes: emptying takes milliseconds, opening half a second. */
const idle: TestDatabase[] = [];

/** A fresh, empty, migrated database: PGlite, or Postgres where TEST_DATABASE_URL names a server. */
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
    openLogged: async (onStatement) => {
      const client = new pg.Pool({ connectionString: url });
      // It ends before its connections have, and these are cut off when the database is dropped.
      client.on("error", () => {});
      const db = drizzlePostgres({ client, logger: { logQuery: onStatement } });
      return { ...database, db, close: () => client.end() };
    },
    close: async () => {
      await database.close();
      await runAdmin(template.url, `drop database ${name} with (force)`);
    },
  };
}

/** Puts a copy of the template where a program will look for its database; the first start of one takes seconds. */
export async function prepareDataDirectory(directory: string): Promise<void> {
  const template = inject("databaseTemplate");
  if (template.kind === "postgres") return;
  await cp(template.directory, join(directory, "pglite"), { recursive: true });
}

async function openPgliteCopy(archive: string): Promise<TestDatabase> {
  const postgresqlconf = ["shared_buffers = 8MB"];
  const client = new PGlite({ loadDataDir: await openAsBlob(archive), postgresqlconf });
  const { db, ping } = await migratePglite(client, []);
  const tables = await client.query<{ names: string }>(
    `select string_agg(format('%I.%I', schemaname, tablename), ', ') as names
     from pg_tables where schemaname in ('public', 'local_user_pool')`,
  );
  const database: TestDatabase = {
    db,
    isShared: false,
    ping,
    openLogged: async (onStatement) => {
      const logged = drizzlePglite({ client, logger: { logQuery: onStatement } });
      return { ...database, db: logged, close: async () => {} };
    },
    close: async () => {
      await db.execute(sql.raw(`truncate ${tables.rows[0]?.names}`));
      idle.push(database);
    },
  };
  return database;
}

async function runAdmin(url: string, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(statement).finally(() => admin.end());
}
