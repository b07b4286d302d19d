import pg from "pg";
import { toConnectionString } from "./connection-settings.ts";

/** One server of a cluster. */
type Host = { url: string; host: string; port: number };

/** Finds the current primary. */
export type FindPrimary = () => Promise<Host>;

/** Milliseconds. A server that does not answer in time is not the primary. */
const timeoutMs = 1000;

/** A server is not the primary. Its SQLSTATE says that the database is unavailable. */
class NotPrimaryError extends Error {
  override name = "NotPrimaryError";
  readonly code = "25006";
}

/**
 * Asks all servers each time: the primary is the one that accepts writes and has the latest timeline. A former primary
 * that came back after a failover has an earlier timeline. Timelines earlier than the latest one seen are refused, even if
 * no other server answers.
 *
 * @see https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-TIMELINES
 */
export function createPrimaryFinder(urls: string[]): FindPrimary {
  let latestTimeline = 0;
  return async () => {
    const answers = await Promise.allSettled(
      urls.map(async (url) => ({ url, timeline: await askTimeline(url) })),
    );
    const errors: unknown[] = [];
    let primary: string | undefined;
    for (const answer of answers) {
      if (answer.status === "rejected") errors.push(answer.reason);
      else if (answer.value.timeline < latestTimeline)
        errors.push(new NotPrimaryError("The server has an earlier timeline."));
      else {
        primary = answer.value.url;
        latestTimeline = answer.value.timeline;
      }
    }
    if (primary === undefined) throw new AggregateError(errors, "No server of DATABASE_URL accepts writes.");
    const { hostname, port } = new URL(primary);
    return { url: primary, host: hostname.replaceAll(/[[\]]/g, ""), port: Number(port || "5432") };
  };
}

/** @throws NotPrimaryError for a standby, or the driver's error for a server that does not answer */
async function askTimeline(url: string): Promise<number> {
  const client = new pg.Client({
    connectionString: toConnectionString(url),
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  });
  // An error either rejects the query, or comes after its result.
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ timeline: string | null }>(
      `select case when not pg_is_in_recovery() and not current_setting('default_transaction_read_only')::boolean
         then left(pg_walfile_name(pg_current_wal_lsn()), 8) end as timeline`,
    );
    const timeline = rows[0]?.timeline ?? null;
    if (timeline === null) throw new NotPrimaryError("The server is a standby.");
    return Number.parseInt(timeline, 16);
  } finally {
    void client.end().catch(() => {});
  }
}
