import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { cruddurMigrations } from "../../../database/migrations.ts";
import { migratePglite } from "../../../database/pglite/pglite.ts";
import { migratePostgres } from "../../../database/postgres/postgres.ts";
import { localUserPoolMigrations } from "../../../local-user-pool/migrations.ts";
import { partitionTables } from "./partition-tables.ts";

/** An empty, migrated database that tests copy: a new one takes seconds, a copy half a second. */
export type DatabaseTemplate =
  | {
      kind: "pglite";
      /** A file that is loaded into memory. */
      archive: string;
      /** The same as a directory. */
      directory: string;
      /** A file of one without tables. */
      emptyArchive: string;
    }
  | { kind: "postgres"; url: string; name: string };

declare module "vitest" {
  export interface ProvidedContext {
    databaseTemplate: DatabaseTemplate;
  }
}

const migrations = [cruddurMigrations, localUserPoolMigrations];

/** Vitest's global set-up: creates the template, unless an earlier run with the same migrations has left one. */
export async function setup(project: TestProject): Promise<void> {
  const version = await hashMigrations();
  const url = process.env["TEST_DATABASE_URL"];
  const template: DatabaseTemplate = url
    ? { kind: "postgres", url, name: await makePostgresTemplate(url, version) }
    : { kind: "pglite", ...(await makePgliteTemplate(`embedded-${version}`)) };
  project.provide("databaseTemplate", template);
}

async function hashMigrations(): Promise<string> {
  const hash = createHash("sha256");
  for (const { folder } of migrations) {
    for (const file of (await readdir(folder)).toSorted()) {
      if (file.endsWith(".sql")) hash.update(file).update(await readFile(join(folder, file)));
    }
    // Which migrations have run is known by their times, which are in this file.
    hash.update(await readFile(join(folder, "meta/_journal.json")));
  }
  return hash.digest("hex").slice(0, 16);
}

async function makePgliteTemplate(
  name: string,
): Promise<Omit<DatabaseTemplate & { kind: "pglite" }, "kind">> {
  const folder = fileURLToPath(new URL(`../../../../node_modules/.cache/cruddur/${name}`, import.meta.url));
  const found = {
    archive: join(folder, "pglite.tar"),
    directory: join(folder, "pglite"),
    emptyArchive: join(folder, "empty.tar"),
  };
  if (await stat(folder).catch(() => undefined)) return found;
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  const empty = await PGlite.create();
  await writeArchive(empty, join(unfinished, "empty.tar"));
  await empty.close();
  const client = new PGlite({ dataDir: join(unfinished, "pglite") });
  const database = await migratePglite(client, migrations);
  await writeArchive(client, join(unfinished, "pglite.tar"));
  await database.close();
  await rename(unfinished, folder);
  return found;
}

async function writeArchive(client: PGlite, file: string): Promise<void> {
  const archive = await client.dumpDataDir("none");
  await writeFile(file, Buffer.from(await archive.arrayBuffer()));
}

/** `TEST_PARTITIONED=1`: the tables of the feed are partitioned by bucket, as a distributed database spreads them. */
const isPartitioned = process.env["TEST_PARTITIONED"] === "1";

async function makePostgresTemplate(url: string, version: string): Promise<string> {
  const name = `cruddur_template_${version}${isPartitioned ? "_partitioned" : ""}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    const found = await admin.query("select 1 from pg_database where datname = $1", [name]);
    if (found.rowCount) return name;
    const unfinished = `${name}_${process.pid}`;
    await admin.query(`create database ${unfinished}`);
    await migratePostgres(withDatabase(url, unfinished), migrations);
    if (isPartitioned) await partitionDatabase(withDatabase(url, unfinished));
    await admin.query(`alter database ${unfinished} rename to ${name}`);
    return name;
  } finally {
    await admin.end();
  }
}

async function partitionDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await partitionTables(client).finally(() => client.end());
}

/** The URL of another database on the same server. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
