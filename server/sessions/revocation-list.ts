import { gte, lt, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { every } from "../every.ts";
import { revocations } from "./revocations-table.ts";

/**
 * The sessions whose tokens are refused although they verify: kept in memory, so that asking costs no query,
 * and in the database, so that every node learns of them within a second.
 */
export type RevocationList = {
  has: (sessionId: string) => boolean;
  /** Resolves when the revocation is stored. */
  add: (sessionId: string) => Promise<void>;
  stop: () => void;
};

/** The longest that an access token lives and is accepted: Cognito's limit of a day, and the clock skew. */
const keptFor = sql`interval '25 hours'`;
const pollEveryMs = 500;
const pruneEveryMs = 10 * 60 * 1000;
/** How long a statement that inserts may be under way while a later one is read already. */
const overlapMs = 10_000;

/** All times are the database's: nodes whose clocks differ must agree on what is new. */
export async function openRevocationList(
  db: Database,
  onPollError: (error: unknown) => void,
): Promise<RevocationList> {
  const revoked = new Set<string>();
  let readUpTo = new Date(0);

  async function poll(): Promise<void> {
    const since = new Date(readUpTo.getTime() - overlapMs);
    const rows = await db.select().from(revocations).where(gte(revocations.revokedAt, since));
    for (const { sessionId, revokedAt } of rows) {
      revoked.add(sessionId);
      if (revokedAt > readUpTo) readUpTo = revokedAt;
    }
  }

  async function prune(): Promise<void> {
    const old = lt(revocations.revokedAt, sql`now() - ${keptFor}`);
    const rows = await db.delete(revocations).where(old).returning({ sessionId: revocations.sessionId });
    for (const { sessionId } of rows) revoked.delete(sessionId);
  }

  await poll();
  const stops = [every(pollEveryMs, poll, onPollError), every(pruneEveryMs, prune, onPollError)];

  return {
    has: (sessionId) => revoked.has(sessionId),
    async add(sessionId) {
      await db
        .insert(revocations)
        .values({ sessionId, revokedAt: sql`now()` })
        .onConflictDoNothing();
      revoked.add(sessionId);
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
