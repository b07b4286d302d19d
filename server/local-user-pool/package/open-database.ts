import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { localUserPoolMigrations } from "../migrations.ts";
import type { Database } from "../tables/database-schema.ts";
import { lockData } from "./data-lock.ts";

/** In the package, where its build writes it: a database with all tables and no pool. */
const initialDatabase = fileURLToPath(new URL("../initial-database.tar.gz", import.meta.url));

/** The default of 128 MB would be allocated at once, and this database has one user. */
const postgresqlconf = ["shared_buffers = 32MB"];

export type OpenedDatabase = { database: Database; close: () => Promise<void> };

/**
 * Opens the database of the pools, with its tables.
 *
 * @param folder where it is kept; undefined: in memory.
 * @throws Error where another process uses the folder, or it cannot be written.
 */
export async function openDatabase(folder: string | undefined): Promise<OpenedDatabase> {
  // The optimizing compiler takes more memory for Postgres than all the rest of the process.
  setFlagsFromString("--no-wasm-tier-up");
  setFlagsFromString("--no-wasm-dynamic-tiering");
  if (folder === undefined) return await migrated(await create(undefined), async () => {});
  // Passwords' hashes and signing keys are in it.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const release = await lockData(folder);
  try {
    const dataDir = join(folder, "pglite");
    if (!(await exists(dataDir))) {
      // A process that is killed meanwhile leaves no half of a database.
      const unfinished = `${dataDir}.unfinished`;
      await rm(unfinished, { recursive: true, force: true });
      await (await create(unfinished)).close();
      await chmod(unfinished, 0o700);
      await rename(unfinished, dataDir);
    }
    const client = new PGlite({ dataDir, postgresqlconf });
    return await migrated(client, release);
  } catch (error) {
    await release();
    throw error;
  }
}

/** Writes the database that `openDatabase` begins with: Postgres' `initdb` takes seconds and half a gigabyte of memory. */
export async function writeInitialDatabase(target = initialDatabase): Promise<void> {
  const client = new PGlite({ postgresqlconf });
  const { close } = await migrated(client, async () => {});
  const dump = await client.dumpDataDir("gzip");
  await writeFile(target, Buffer.from(await dump.arrayBuffer()));
  await close();
}

async function create(dataDir: string | undefined): Promise<PGlite> {
  const begin = (await exists(initialDatabase))
    ? {
        loadDataDir: new File([await readFile(initialDatabase)], "initial-database.tar.gz", {
          type: "application/gzip",
        }),
      }
    : {};
  const client = new PGlite({ postgresqlconf, ...begin, ...(dataDir !== undefined && { dataDir }) });
  await client.waitReady;
  return client;
}

async function migrated(client: PGlite, release: () => Promise<void>): Promise<OpenedDatabase> {
  const database = drizzle({ client });
  await migrate(database, { migrationsFolder: localUserPoolMigrations.folder });
  return {
    database,
    close: async () => {
      await client.close();
      await release();
    },
  };
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
