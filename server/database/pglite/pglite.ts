import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import type { MigrationSet, OpenDatabase } from "../database.ts";
import { lockDirectory } from "./directory-lock.ts";
import { type FreeBytes, freeBytesOf, keepDiskReserve } from "./disk-reserve.ts";
import { migrationOptions } from "../migrations.ts";

/** The default of 128 MB would be allocated at once, and this database has one user. */
const postgresqlconf = ["shared_buffers = 32MB"];

/** Opens PGlite, which is Postgres in this process, and locks its directory. */
export async function openPglite(
  directory: string,
  migrations: MigrationSet[],
  freeBytes: FreeBytes = freeBytesOf,
): Promise<OpenDatabase> {
  await mkdir(directory, { recursive: true });
  const lock = await lockDirectory(directory);
  try {
    const client = new PGlite({ dataDir: join(directory, "pglite"), postgresqlconf });
    const opened = await migratePglite(client, migrations);
    const reserve = await keepDiskReserve(client, directory, freeBytes);
    return {
      ...opened,
      db: drizzle({ client: reserve.client }),
      close: async () => {
        reserve.stop();
        await opened.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Migrates an instance of PGlite. */
export async function migratePglite(client: PGlite, migrations: MigrationSet[]): Promise<OpenDatabase> {
  const db = drizzle({ client });
  for (const each of migrations) await migrate(db, migrationOptions(each));
  return {
    db,
    isShared: false,
    ping: async () => void (await db.execute(sql`select 1`)),
    close: () => client.close(),
  };
}
