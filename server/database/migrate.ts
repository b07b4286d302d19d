import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import { type MigrationMeta, readMigrationFiles } from "drizzle-orm/migrator";
import { z } from "zod";
import type { Database, MigrationSession, MigrationSet } from "./database.ts";
import { migrationOptions } from "./migrations.ts";
import { isLockTimeout, isRetryable } from "./postgres-error.ts";

/**
 * An arbitrary advisory lock, by which nodes that start together migrate one after the other. It belongs to a
 * transaction: one of a session would stay on the connection of a pooler.
 */
const migrationLock = 2_063_841;

/** In milliseconds. */
const limits = {
  /** A start waits so long for the migrations of another node, and for tables that others use. */
  patience: 60_000,
  /** Of one wait. Statements of requests wait for 5 s, so a migration that waits for a table fails none of them. */
  lockTimeout: 4000,
  /** Between two waits, so that requests which wait behind this one go on. */
  pause: 500,
};

/** A migration cannot be executed now, because another session holds a lock. Nothing of it has taken effect. */
export class MigrationBlockedError extends Error {
  override name = "MigrationBlockedError";
  constructor(
    /** What is locked: the right to migrate, or a table that the migration changes. */
    readonly waitsFor: "migrations" | "table",
    readonly waitedMs: number,
    /** Process ids of the sessions that hold the right to migrate. */
    readonly holders: number[],
    cause: unknown,
  ) {
    super(`A migration waited ${waitedMs} ms for a lock.`, { cause });
  }
}

/**
 * Executes the migrations that are missing, and before one of them what prepares it.
 *
 * @throws MigrationBlockedError like `migrate`
 */
export async function prepareAndMigrate(session: MigrationSession, set: MigrationSet): Promise<void> {
  const { preparation } = set;
  if (!preparation) return await migrate(session.db, set);
  const migrations = readMigrationFiles(migrationOptions(set));
  const prepared = await findIndex(set, preparation.migration);
  await executeMissing(session.db, set, migrations.slice(0, prepared));
  const finish = await preparation.prepare(session);
  await executeMissing(session.db, set, migrations.slice(prepared)).finally(finish);
}

/**
 * Executes the migrations that are missing, each in a transaction of its own that also records it: one that is broken off
 * has no effect, and is executed at the next start. The records are those of Drizzle.
 *
 * @param patienceMs how long to wait for the locks of one migration
 * @throws MigrationBlockedError if they are not free by then
 */
export async function migrate(db: Database, set: MigrationSet, patienceMs?: number): Promise<void> {
  await executeMissing(db, set, readMigrationFiles(migrationOptions(set)), patienceMs);
}

async function executeMissing(
  db: Database,
  set: MigrationSet,
  migrations: MigrationMeta[],
  patienceMs = limits.patience,
): Promise<void> {
  const { migrationsSchema = "", migrationsTable = "" } = migrationOptions(set);
  const record = { schema: migrationsSchema, table: migrationsTable };
  // Without the lock first: a node that has nothing to migrate waits for nobody.
  const last = await readLastExecuted(db, record);
  for (const migration of migrations)
    if (migration.folderMillis > last) await executeWithPatience(db, record, migration, patienceMs);
}

const journal = z.object({ entries: z.array(z.object({ tag: z.string() })) });

/** The place of a migration in the list of `readMigrationFiles`, which has the order of the journal and no names. */
async function findIndex({ folder }: MigrationSet, name: string): Promise<number> {
  const { entries } = journal.parse(JSON.parse(await readFile(join(folder, "meta/_journal.json"), "utf8")));
  const index = entries.findIndex(({ tag }) => tag === name);
  if (index < 0) throw new Error(`There is no migration ${name} in ${folder}.`);
  return index;
}

/** Names of the table of executed migrations, and of its schema. */
type MigrationRecord = { schema: string; table: string };

function nameOf({ schema, table }: MigrationRecord): SQL {
  return sql`${sql.identifier(schema)}.${sql.identifier(table)}`;
}

async function executeWithPatience(
  db: Database,
  record: MigrationRecord,
  migration: MigrationMeta,
  patienceMs: number,
): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    let waitsFor: MigrationBlockedError["waitsFor"] = "migrations";
    const remainingMs = patienceMs - (performance.now() - startedAt);
    try {
      await execute(db, record, migration, {
        lockTimeoutMs: Math.max(1, Math.min(limits.lockTimeout, Math.ceil(remainingMs))),
        onLocked: () => {
          waitsFor = "table";
        },
      });
      return;
    } catch (error) {
      if (!isLockTimeout(error) && !isRetryable(error)) throw error;
      const waitedMs = Math.round(performance.now() - startedAt);
      if (waitedMs >= patienceMs)
        throw isLockTimeout(error)
          ? new MigrationBlockedError(waitsFor, waitedMs, await findHolders(db), error)
          : error;
    }
    await delay(Math.min(limits.pause, Math.max(0, patienceMs - (performance.now() - startedAt))));
  }
}

async function execute(
  db: Database,
  record: MigrationRecord,
  migration: MigrationMeta,
  { lockTimeoutMs, onLocked }: { lockTimeoutMs: number; onLocked: () => void },
): Promise<void> {
  const work = async (tx: Database): Promise<void> => {
    // For this transaction alone: a pooler gives the connection to others afterwards.
    for (const setting of [
      "statement_timeout = 0",
      "idle_in_transaction_session_timeout = 0",
      `lock_timeout = ${lockTimeoutMs}`,
    ])
      await tx.execute(sql.raw(`set local ${setting}`));
    await tx.execute(sql`select pg_advisory_xact_lock(${migrationLock})`);
    onLocked();
    if ((await readLastExecuted(tx, record)) >= migration.folderMillis) return;
    await tx.execute(sql`create schema if not exists ${sql.identifier(record.schema)}`);
    await tx.execute(
      sql`create table if not exists ${nameOf(record)} (id serial primary key, hash text not null, created_at bigint)`,
    );
    for (const statement of migration.sql) await tx.execute(sql.raw(statement));
    await tx.execute(
      sql`insert into ${nameOf(record)} (hash, created_at) values (${migration.hash}, ${migration.folderMillis})`,
    );
  };
  // In any other level the record would be read as it was before the wait for the lock.
  await db.transaction(work, { isolationLevel: "read committed" });
}

/** The time of the last executed migration; they are executed in the order of their times. */
async function readLastExecuted(db: Database, record: MigrationRecord): Promise<number> {
  // Not `to_regclass`: a session that has waited for the lock would remember that there was no such table.
  const [found] = await db
    .select({ one: sql`1` })
    .from(sql`pg_catalog.pg_tables`)
    .where(sql`schemaname = ${record.schema} and tablename = ${record.table}`);
  if (!found) return Number.NEGATIVE_INFINITY;
  const [last] = await db.select({ time: sql<string | null>`max(created_at)::text` }).from(nameOf(record));
  return last?.time ? Number(last.time) : Number.NEGATIVE_INFINITY;
}

async function findHolders(db: Database): Promise<number[]> {
  const holders = await db
    .select({ pid: sql<number>`pid` })
    .from(sql`pg_locks`)
    .where(
      sql`locktype = 'advisory' and granted and objid = ${migrationLock} and objsubid = 1
        and database = (select oid from pg_database where datname = current_database())`,
    );
  return holders.map(({ pid }) => pid);
}
