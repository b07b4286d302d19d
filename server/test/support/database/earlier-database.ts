import { randomUUID } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import pg from "pg";
import { inject, onTestFinished } from "vitest";
import type { Database, MigrationSession, MigrationSet } from "../../../database/database.ts";
import { cruddurMigrations } from "../../../database/migrations.ts";
import { migratePglite } from "../../../database/pglite/pglite.ts";
import { migratePostgres } from "../../../database/postgres/postgres.ts";
import type { Row } from "../../../database/run-statement.ts";
import { withDatabase } from "./database-template.ts";
import { openEmptyPglite } from "./empty-pglite.ts";
import { runAdmin } from "./run-admin.ts";

/** Cruddur's migrations as they were in an earlier version. */
export async function migrationsUpTo(lastTag: string): Promise<MigrationSet> {
  const folder = await mkdtemp(join(tmpdir(), "cruddur-migrations-"));
  onTestFinished(async () => await rm(folder, { recursive: true, force: true }));
  await cp(cruddurMigrations.folder, folder, { recursive: true });
  const file = join(folder, "meta/_journal.json");
  const journal = JSON.parse(await readFile(file, "utf8")) as { entries: { tag: string }[] };
  const length = journal.entries.findIndex(({ tag }) => tag === lastTag) + 1;
  await writeFile(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, length) }));
  return { folder, schema: cruddurMigrations.schema };
}

/** A database of an earlier version. */
export type EarlierDatabase = {
  db: Database;
  /** A connection that migrates the same database. */
  session: MigrationSession;
  /** Migrates it as a start does. */
  migrate: () => Promise<void>;
};

/** Opens an empty database of an earlier version, which is removed when the test ends. */
export async function openEarlierDatabase(lastTag: string): Promise<EarlierDatabase> {
  const earlier = await migrationsUpTo(lastTag);
  const template = inject("databaseTemplate");
  if (template.kind === "pglite") {
    const client = await openEmptyPglite();
    const { db } = await migratePglite(client, [earlier]);
    return {
      db,
      session: { db, run: async (text, values) => (await client.query<Row>(text, values)).rows },
      migrate: async () => void (await migratePglite(client, [cruddurMigrations])),
    };
  }
  const name = `cruddur_test_${randomUUID().replaceAll("-", "")}`;
  await runAdmin(template.url, `create database ${name}`);
  const url = withDatabase(template.url, name);
  const client = new pg.Pool({ connectionString: url });
  // The pool ends before its connections, which break when the database is dropped.
  client.on("error", () => {});
  client.on("connect", (each) => each.on("error", () => {}));
  const connection = new pg.Client({ connectionString: url });
  connection.on("error", () => {});
  onTestFinished(async () => {
    await connection.end();
    await client.end();
    await runAdmin(template.url, `drop database ${name} with (force)`);
  });
  await migratePostgres(url, [earlier]);
  await connection.connect();
  return {
    db: drizzlePostgres({ client }),
    session: {
      db: drizzlePostgres({ client: connection }),
      run: async (text, values) => (await connection.query<Row>(text, values)).rows,
    },
    migrate: async () => void (await migratePostgres(url, [cruddurMigrations])),
  };
}
