import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { repeat } from "../../lib/repeat.ts";
import type { Database, Read } from "../database.ts";
import { prepareConnection, toConnectionString } from "./connection-settings.ts";
import { describeOnce } from "./describe-once.ts";
import { breaksNamedStatements, sendUnnamed } from "./named-statements.ts";
import { shareConnections } from "./share-connections.ts";

/** A replica, and the choice of the reads that it may answer. */
export type Replica = {
  read: Read;
  /** How many reads each server has answered. */
  readCounts: Readonly<{ replica: number; primary: number }>;
  /** Must be called after this node has written: until the replica has the write, the primary answers. */
  noteWrite: () => void;
  close: () => Promise<void>;
};

/** In milliseconds. */
const timing = {
  pollInterval: 200,
  /** Between two checks whether the replica has replayed a write; and the number of checks before the next poll. */
  catchUpInterval: 10,
  catchUpChecks: 10,
  /**
   * A replica that is further behind, or was checked longer ago, answers nothing. Responses stay cached for another half a
   * second, so within a second all nodes agree.
   */
  maximumStaleness: 400,
};

/** A replica that hangs delays a read by no more than this; then the primary answers. */
const limits = { connectionTimeoutMillis: 1000, query_timeout: 2000, statement_timeout: 2000, max: 10 };

/** The position of the primary's write-ahead log, and the time at which it was queried. */
type LogPosition = { at: number; position: bigint };

/**
 * Opens a streaming replica for reads. It answers if it has everything that this node has written, and everything that any
 * node had written 0.4 s ago: so a write is in the next response of its own node, and within a second in those of others.
 * Otherwise the primary answers, and also if the replica fails.
 *
 * Times are of the node's monotonic clock. Once the replica has replayed the log up to a position of the primary, it has
 * everything that was written before the position was queried.
 */
export function openReplica(primary: Database, url: string, onError: (error: unknown) => void): Replica {
  const connectionString = toConnectionString(url);
  /** Whether a pooler breaks named statements; undefined until the replica responds. */
  let breaksNames: boolean | undefined;
  const pool = new pg.Pool({
    connectionString,
    ...limits,
    pipeline: true,
    onConnect: prepareConnection,
    keepAlive: true,
    application_name: "cruddur reads",
  });
  pool.on("error", () => {});
  pool.on("connect", (client) => {
    client.on("error", () => {});
    describeOnce(client);
    sendUnnamed(client, () => breaksNames !== false);
  });
  shareConnections(pool);
  const replica = drizzle({ client: pool });
  /** Positions that the replica has not replayed yet. */
  let pending: LogPosition[] = [];
  /** The replica has everything that was written before this time. */
  let caughtUpTo = Number.NEGATIVE_INFINITY;
  let wroteAt = Number.NEGATIVE_INFINITY;
  let hasFailed = false;
  const readCounts = { replica: 0, primary: 0 };
  let isPollScheduled = false;

  async function poll(): Promise<void> {
    breaksNames ??= await inspectNames(connectionString);
    const at = performance.now();
    const position = await readPosition(primary, "pg_current_wal_lsn()");
    pending = [...pending.filter((each) => at - each.at < timing.maximumStaleness), { at, position }];
    for (let checks = 0; checks < timing.catchUpChecks; checks += 1) {
      const replayed = await readPosition(replica, "pg_last_wal_replay_lsn()");
      hasFailed = false;
      for (const each of pending) if (each.position <= replayed) caughtUpTo = Math.max(caughtUpTo, each.at);
      pending = pending.filter((each) => each.position > replayed);
      if (pending.length === 0) return;
      await delay(timing.catchUpInterval, undefined, { ref: false });
    }
  }

  function onFailure(error: unknown): void {
    caughtUpTo = Number.NEGATIVE_INFINITY;
    // Reported once per outage, not once per poll.
    if (!hasFailed) onError(error);
    hasFailed = true;
  }

  const polling = repeat(timing.pollInterval, poll, onFailure);
  void polling.runNow();

  async function readPrimary<T>(work: (db: Database) => Promise<T>): Promise<T> {
    readCounts.primary += 1;
    return await work(primary);
  }

  return {
    readCounts,
    async read(work) {
      const isCurrent = caughtUpTo > wroteAt && performance.now() - caughtUpTo <= timing.maximumStaleness;
      if (!isCurrent) return await readPrimary(work);
      try {
        const result = await work(replica);
        readCounts.replica += 1;
        return result;
      } catch (error) {
        onFailure(error);
        return await readPrimary(work);
      }
    },
    noteWrite() {
      wroteAt = performance.now();
      if (isPollScheduled) return;
      isPollScheduled = true;
      setTimeout(() => {
        isPollScheduled = false;
        void polling.runNow();
      }, timing.catchUpInterval).unref();
    },
    async close() {
      polling.stop();
      await pool.end();
    },
  };
}

async function inspectNames(connectionString: string): Promise<boolean> {
  const settings = { connectionString, ...limits };
  const client = new pg.Client(settings);
  client.on("error", () => {});
  await client.connect();
  try {
    await prepareConnection(client);
    return await breaksNamedStatements(client, settings);
  } finally {
    await client.end();
  }
}

/** A position in the write-ahead log, in bytes. */
async function readPosition(
  db: Database,
  position: "pg_current_wal_lsn()" | "pg_last_wal_replay_lsn()",
): Promise<bigint> {
  const [row] = await db
    .select({ position: sql<string | null>`(${sql.raw(position)} - '0/0'::pg_lsn)::text` })
    .from(sql`(select) as nothing`);
  if (typeof row?.position !== "string") throw new Error("DATABASE_READ_URL is not a replica.");
  return BigInt(row.position);
}
