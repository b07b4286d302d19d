import { gte, lt } from "drizzle-orm";
import type { Database } from "../database/database.ts";
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
const keptForMs = 24 * 60 * 60 * 1000 + 60_000;
const pollEveryMs = 500;
const pruneEveryMs = 10 * 60 * 1000;
/** How far a node's clock, or a transaction that commits late, may lag behind. */
const overlapMs = 10_000;

export async function openRevocationList(
  db: Database,
  clock: () => Date,
  onPollError: (error: unknown) => void,
): Promise<RevocationList> {
  /** Session id to the time of its revocation, in milliseconds. */
  const revoked = new Map<string, number>();
  let readUpTo = clock().getTime() - keptForMs;

  async function poll(): Promise<void> {
    const rows = await db
      .select()
      .from(revocations)
      .where(gte(revocations.revokedAt, new Date(readUpTo - overlapMs)));
    for (const { sessionId, revokedAt } of rows) {
      revoked.set(sessionId, revokedAt.getTime());
      readUpTo = Math.max(readUpTo, revokedAt.getTime());
    }
  }

  async function prune(): Promise<void> {
    const oldest = clock().getTime() - keptForMs;
    for (const [sessionId, revokedAt] of revoked) if (revokedAt < oldest) revoked.delete(sessionId);
    await db.delete(revocations).where(lt(revocations.revokedAt, new Date(oldest)));
  }

  await poll();
  const stops = [every(pollEveryMs, poll, onPollError), every(pruneEveryMs, prune, onPollError)];

  return {
    has: (sessionId) => revoked.has(sessionId),
    async add(sessionId) {
      const revokedAt = clock();
      await db.insert(revocations).values({ sessionId, revokedAt }).onConflictDoNothing();
      revoked.set(sessionId, revokedAt.getTime());
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}

/** Runs a task again and again, with a pause between two runs; does not keep the process alive. */
function every(pauseMs: number, task: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let stopped = false;
  let timer: NodeJS.Timeout;
  const schedule = (): void => {
    timer = setTimeout(() => void run(), pauseMs).unref();
  };
  const run = async (): Promise<void> => {
    await task().catch((error: unknown) => {
      if (!stopped) onError(error);
    });
    if (!stopped) schedule();
  };
  schedule();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
