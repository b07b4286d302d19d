import { randomUUID } from "node:crypto";
import { openAsBlob } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { inject } from "vitest";
import type { OpenDatabase } from "../database/database.ts";
import { migratePglite } from "../database/pglite.ts";
import { openPostgres } from "../database/postgres.ts";
import { withDatabase } from "./database-template.ts";

/** A fresh, empty, migrated database: PGlite, or Postgres where TEST_DATABASE_URL names a server. */
export async function openTestDatabase(): Promise<OpenDatabase> {
  const template = inject("databaseTemplate");
  if (template.kind === "pglite") {
    return await migratePglite(new PGlite({ loadDataDir: await openAsBlob(template.file) }), []);
  }
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

async function runAdmin(url: string, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(statement).finally(() => admin.end());
}
