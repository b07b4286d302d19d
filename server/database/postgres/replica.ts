import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { repeat } from "../../lib/repeat.ts";
import type { Database, Read } from "../database.ts";

/** A replica, and which reads it may answer. */
export type Replica = {
  read: Read;
  /** Who answered so far. */
  readCounts: Readonly<{ replica: number; primary: number }>;
  /** This node has changed something: until the replica has it, the primary answers. */
  noteWrite: () => void;
  close: () => Promise<void>;
};

/** Milliseconds. */
const timing = {
  poll: 200,
  /** Between two looks at a replica that has not got a write yet; and how often, before the next poll. */
  catchUp: 10,
  looks: 10,
  /**
   * A replica that is further behind, or was looked at longer ago, answers nothing. Answers that are shared are told for
   * another half a second, and within a second all nodes agree.
   */
  trusted: 400,
};

/** A replica that hangs costs a read no more than this; then the primary answers. */
const limits = { connectionTimeoutMillis: 1000, query_timeout: 2000, statement_timeout: 2000, max: 10 };

/** How far the primary's log was, and when that was asked. */
type Mark = { at: number; position: bigint };

/**
 * Opens a streaming replica for reads. It answers where it has all that this node has written, and all that anybody had
 * written 0.4 s ago: so a change is in the next answer of its own node, and within a second in those of others.
 * Else the primary answers, and also where the replica fails.
 *
 * Times are of the node's monotonic clock. The replica has all that was written before the primary was asked how long its
 * log is, once it has replayed as much.
 */
export function openReplica(primary: Database, url: string, onError: (error: unknown) => void): Replica {
  const pool = new pg.Pool({
    connectionString: url,
    ...limits,
    keepAlive: true,
    application_name: "cruddur reads",
  });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const replica = drizzle({ client: pool });
  let marks: Mark[] = [];
  /** All that was written before is there. */
  let hasAllUntil = Number.NEGATIVE_INFINITY;
  let wroteAt = Number.NEGATIVE_INFINITY;
  let failed = false;
  const readCounts = { replica: 0, primary: 0 };
  let looksSoon = false;

  async function look(): Promise<void> {
    const at = performance.now();
    const position = await positionOf(primary, "pg_current_wal_lsn()");
    marks = [...marks.filter((mark) => at - mark.at < timing.trusted), { at, position }];
    for (let looks = 0; looks < timing.looks; looks += 1) {
      const replayed = await positionOf(replica, "pg_last_wal_replay_lsn()");
      failed = false;
      for (const mark of marks) if (mark.position <= replayed) hasAllUntil = Math.max(hasAllUntil, mark.at);
      marks = marks.filter((mark) => mark.position > replayed);
      if (marks.length === 0) return;
      await pause(timing.catchUp, undefined, { ref: false });
    }
  }

  function onFailure(error: unknown): void {
    hasAllUntil = Number.NEGATIVE_INFINITY;
    // One line for an outage, and not one for each look.
    if (!failed) onError(error);
    failed = true;
  }

  const looking = repeat(timing.poll, look, onFailure);
  void looking.runNow();

  async function readPrimary<T>(work: (db: Database) => Promise<T>): Promise<T> {
    readCounts.primary += 1;
    return await work(primary);
  }

  return {
    readCounts,
    async read(work) {
      const isGood = hasAllUntil > wroteAt && performance.now() - hasAllUntil <= timing.trusted;
      if (!isGood) return await readPrimary(work);
      try {
        const found = await work(replica);
        readCounts.replica += 1;
        return found;
      } catch (error) {
        onFailure(error);
        return await readPrimary(work);
      }
    },
    noteWrite() {
      wroteAt = performance.now();
      if (looksSoon) return;
      looksSoon = true;
      setTimeout(() => {
        looksSoon = false;
        void looking.runNow();
      }, timing.catchUp).unref();
    },
    async close() {
      looking.stop();
      await pool.end();
    },
  };
}

/** A position in the log, in bytes. */
async function positionOf(
  db: Database,
  position: "pg_current_wal_lsn()" | "pg_last_wal_replay_lsn()",
): Promise<bigint> {
  const [row] = await db
    .select({ position: sql<string | null>`(${sql.raw(position)} - '0/0'::pg_lsn)::text` })
    .from(sql`(select) as nothing`);
  if (typeof row?.position !== "string") throw new Error("DATABASE_READ_URL is no replica.");
  return BigInt(row.position);
}
