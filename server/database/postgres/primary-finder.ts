import pg from "pg";

/** Where one server of a cluster answers. */
type Host = { url: string; host: string; port: number };

/** Finds the server that takes writes now. */
export type FindPrimary = () => Promise<Host>;

/** Milliseconds: what does not answer by then is not the one. */
const answerWithin = 1000;

/** Another server was asked to take writes, and does not. By its SQLSTATE the database is unavailable. */
class NotPrimaryError extends Error {
  override name = "NotPrimaryError";
  readonly code = "25006";
}

/**
 * Asks all of the servers, each time: of those that take writes the one with the latest timeline is the primary. One
 * that failed, and came back as it was before another took its place, has an earlier one; and once a timeline was seen,
 * none before it counts, even if nobody else answers.
 *
 * @see https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-TIMELINES
 */
export function createPrimaryFinder(urls: string[]): FindPrimary {
  let latest = 0;
  return async () => {
    const asked = await Promise.allSettled(
      urls.map(async (url) => ({ url, timeline: await askTimeline(url) })),
    );
    const errors: unknown[] = [];
    let primary: string | undefined;
    for (const answer of asked) {
      if (answer.status === "rejected") errors.push(answer.reason);
      else if (answer.value.timeline < latest) errors.push(new NotPrimaryError("Its time is over."));
      else {
        primary = answer.value.url;
        latest = answer.value.timeline;
      }
    }
    if (primary === undefined) throw new AggregateError(errors, "No server of DATABASE_URL takes writes.");
    const { hostname, port } = new URL(primary);
    return { url: primary, host: hostname.replaceAll(/[[\]]/g, ""), port: Number(port || "5432") };
  };
}

/** @throws NotPrimaryError where it is a standby, or the driver's error where it does not answer */
async function askTimeline(url: string): Promise<number> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: answerWithin,
    query_timeout: answerWithin,
  });
  // What breaks makes the question fail, or comes when it is answered.
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ timeline: string | null }>(
      `select case when not pg_is_in_recovery() and not current_setting('default_transaction_read_only')::boolean
         then left(pg_walfile_name(pg_current_wal_lsn()), 8) end as timeline`,
    );
    const timeline = rows[0]?.timeline ?? null;
    if (timeline === null) throw new NotPrimaryError("It is a standby.");
    return Number.parseInt(timeline, 16);
  } finally {
    void client.end().catch(() => {});
  }
}
