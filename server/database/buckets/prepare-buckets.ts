import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Database, MigrationSession } from "../database.ts";
import { acquireLease, type Lease, releaseLease } from "../lease.ts";
import { isLockTimeout, isRetryable } from "../postgres-error.ts";
import type { Row, RunStatement } from "../run-statement.ts";
import { withRetries } from "../transaction.ts";
import {
  addColumns,
  constraints,
  fillActivities,
  fillLikes,
  indexes,
  keepOldIndexes,
  removeOldNodesParts,
} from "./transition.ts";

/** Rows that one statement fills: a like of one of them waits for some tens of milliseconds. */
const batchSize = 1000;
const firstId = "00000000-0000-0000-0000-000000000000";

const leaseName = "buckets";
const leaseSeconds = 30;
const renewEveryMs = 10_000;

/** From then on a node's start removes the parts that nodes of the version before need. */
const oldNodesLease: Lease = { name: "nodes before buckets", holder: "upgrade" };
const oldNodesSeconds = 7 * 24 * 60 * 60;

/**
 * Prepares tables with rows for the migration `buckets`, while nodes of the version before read and write them: adds the
 * columns, fills them in batches, and builds indexes and constraints without blocking writes. Each step may run again, so an
 * interrupted preparation continues at the next start. One node prepares; others wait for it. A week later, a start removes
 * what was kept for nodes of the version before.
 */
export async function prepareBuckets(session: MigrationSession): Promise<() => Promise<void>> {
  const { run, openOther } = session;
  if ((await readState(run)) === "migrated") await removeTransition(session);
  while ((await readState(run)) === "unprepared") {
    const release = openOther ? await holdLease(session.db, openOther) : async () => {};
    if (release) {
      await prepare(session).catch(async (error: unknown) => {
        await release();
        throw error;
      });
      return release;
    }
    await delay(1000);
  }
  return async () => {};
}

/**
 * A database without people needs no preparation: it is new, maybe of nodes that start together, and no node of the version
 * before writes to it.
 */
async function readState(run: RunStatement): Promise<"empty" | "unprepared" | "migrated"> {
  const [row] = await run(
    `select not exists (select from users) as is_empty,
      exists (
        select from pg_index join pg_attribute on attrelid = indrelid and attnum = any(indkey)
        where indrelid = to_regclass('activities') and indisprimary and attname = 'bucket'
      ) as is_migrated`,
  );
  if (row?.["is_empty"] === true) return "empty";
  return row?.["is_migrated"] === true ? "migrated" : "unprepared";
}

/**
 * Acquires the lease, and extends it until it is released.
 *
 * @returns what releases it; undefined if another node holds it.
 */
async function holdLease(
  db: Database,
  openOther: NonNullable<MigrationSession["openOther"]>,
): Promise<(() => Promise<void>) | undefined> {
  const lease: Lease = { name: leaseName, holder: randomUUID() };
  if (!(await acquireLease(db, lease, leaseSeconds))) return undefined;
  const other = await openOther();
  // A node that cannot extend its lease has lost the database, and its work fails too.
  const extend = (): void => void acquireLease(other.db, lease, leaseSeconds).catch(() => {});
  const timer = setInterval(extend, renewEveryMs);
  return async () => {
    clearInterval(timer);
    // Where the connection broke, the lease expires.
    await releaseLease(other.db, lease).catch(() => {});
    await other.close();
  };
}

/** An index or a check of a large table takes longer than a request may, and an index waits for all older transactions. */
const limits = ["statement_timeout", "lock_timeout"];

async function prepare({ db, run }: MigrationSession): Promise<void> {
  for (const limit of limits) await run(`set ${limit} = 0`);
  await change(run, addColumns);
  await fill(run);
  for (const index of indexes) await buildIndex(run, index);
  for (const each of constraints) await addConstraint(run, each);
  await change(run, keepOldIndexes);
  await acquireLease(db, oldNodesLease, oldNodesSeconds);
  for (const limit of limits) await run(`reset ${limit}`);
}

async function fill(run: RunStatement): Promise<void> {
  for (let last: unknown = firstId; last !== undefined;) {
    const batch = await fillBatch(run, fillActivities, [last]);
    last = batch?.["id"];
  }
  for (let last: unknown[] | undefined = [firstId, firstId]; last !== undefined;) {
    const batch = await fillBatch(run, fillLikes, last);
    last = batch && [batch["activity_id"], batch["user_id"]];
  }
}

/** @returns the key of the last row of the batch; undefined after the last batch. */
async function fillBatch(run: RunStatement, text: string, after: unknown[]): Promise<Row | undefined> {
  const [last] = await withRetries(async () => await run(text, [...after, batchSize]));
  return last;
}

/** An interrupted build leaves an index that is not valid. */
async function buildIndex(run: RunStatement, { name, text }: { name: string; text: string }): Promise<void> {
  const invalid = await run(
    "select 1 from pg_index where indexrelid = to_regclass($1::text) and not indisvalid",
    [name],
  );
  if (invalid.length > 0) await run(`drop index concurrently ${name}`);
  await run(text);
}

async function addConstraint(
  run: RunStatement,
  { table, name, rule }: { table: string; name: string; rule: string },
): Promise<void> {
  const existing = await run("select 1 from pg_constraint where conname = $1::text", [name]);
  if (existing.length === 0)
    await change(run, [`alter table ${table} add constraint ${name} ${rule} not valid`]);
  await run(`alter table ${table} validate constraint ${name}`);
}

async function removeTransition({ db, run, openOther }: MigrationSession): Promise<void> {
  const [row] = await run("select to_regclass('old_nodes_activity') is null as is_removed");
  if (row?.["is_removed"] === true) return;
  if (openOther && !(await acquireLease(db, { ...oldNodesLease, holder: randomUUID() }, 0))) return;
  await change(run, removeOldNodesParts);
}

const lockTimeoutMs = 2000;
const lockAttempts = 30;

/**
 * Changes tables in one transaction. Its locks wait for the transactions of others, and all later ones wait for its locks:
 * it gives up soon and tries again.
 */
async function change(run: RunStatement, statements: string[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await run("begin");
      await run(`set local lock_timeout = ${lockTimeoutMs}`);
      for (const statement of statements) await run(statement);
      await run("commit");
      return;
    } catch (error) {
      await run("rollback").catch(() => {});
      if (!(isLockTimeout(error) || isRetryable(error)) || attempt === lockAttempts) throw error;
      await delay(1000);
    }
  }
}
