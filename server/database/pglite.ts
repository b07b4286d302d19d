import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import type { Migrations, OpenDatabase } from "./database.ts";
import { lockDirectory } from "./directory-lock.ts";
import { createLastingPglite } from "./lasting-pglite.ts";
import { migrationOptions } from "./migrations.ts";

/** Postgres' own default of 128 MB would be taken at once, and this is one person's database. */
const postgresqlconf = ["shared_buffers = 32MB"];

/** Opens PGlite (Postgres in this process) on a directory that this process then holds alone. */
export async function openPglite(directory: string, migrations: Migrations[]): Promise<OpenDatabase> {
  await mkdir(directory, { recursive: true });
  const lock = await lockDirectory(directory);
  try {
    const open = async (): Promise<PGlite> =>
      await PGlite.create({ dataDir: join(directory, "pglite"), postgresqlconf });
    const first = await open();
    const opened = await migratePglite(first, migrations);
    const client = createLastingPglite(first, open);
    return {
      ...opened,
      db: drizzle({ client }),
      close: async () => {
        await client.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Brings an instance of PGlite up to date and hands it out. */
export async function migratePglite(client: PGlite, migrations: Migrations[]): Promise<OpenDatabase> {
  const db = drizzle({ client });
  for (const each of migrations) await migrate(db, migrationOptions(each));
  return {
    db,
    isShared: false,
    ping: async () => void (await db.execute(sql`select 1`)),
    close: () => client.close(),
  };
}
