import { randomUUID } from "node:crypto";
import { openAsBlob } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import pg from "pg";
import { inject } from "vitest";
import type { OpenDatabase } from "../database/database.ts";
import { migratePglite } from "../database/pglite.ts";
import { openPostgres } from "../database/postgres.ts";
import { withDatabase } from "./database-template.ts";

/** Emptied databases that the next test of this worker takes: emptying takes milliseconds, opening half a second. */
const idle: OpenDatabase[] = [];

/** A fresh, empty, migrated database: PGlite, or Postgres where TEST_DATABASE_URL names a server. */
export async function openTestDatabase(): Promise<OpenDatabase> {
  const template = inject("databaseTemplate");
  if (template.kind === "pglite") return idle.pop() ?? (await openPgliteCopy(template.file));
  const name = `cruddur_test_${randomUUID().replaceAll("-", "")}`;
  await runAdmin(template.url, `create database ${name} template ${template.name}`);
  const database = await openPostgres(withDatabase(template.url, name), []);
  return {
    ...database,
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
  await mkdir(directory, { recursive: true });
  const client = new PGlite({
    dataDir: join(directory, "pglite"),
    loadDataDir: await openAsBlob(template.file),
  });
  await client.waitReady;
  await client.close();
}

async function openPgliteCopy(file: string): Promise<OpenDatabase> {
  const postgresqlconf = ["shared_buffers = 8MB"];
  const client = new PGlite({ loadDataDir: await openAsBlob(file), postgresqlconf });
  const { db, ping } = await migratePglite(client, []);
  const tables = await client.query<{ names: string }>(
    `select string_agg(format('%I.%I', schemaname, tablename), ', ') as names
     from pg_tables where schemaname in ('public', 'local_user_pool')`,
  );
  const database: OpenDatabase = {
    db,
    isShared: false,
    ping,
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
