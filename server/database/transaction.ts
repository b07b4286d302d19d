import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "./database.ts";
import { isRetryable } from "./postgres-error.ts";

const attempts = 12;
const longestPauseMs = 250;

/**
 * Does all of one change or nothing of it. Begins anew where another transaction was in the way, so `work` must have no
 * effect outside of its transaction.
 *
 * @throws the last error, where it was in the way every time
 */
export async function inTransaction<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  return await withRetries(() => db.transaction(work));
}

/** The same for a change that is one statement. */
export async function withRetries<T>(change: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await change();
    } catch (error) {
      if (!isRetryable(error) || attempt === attempts) throw error;
      // By chance, so that two that met do not meet again.
      await pause(Math.random() * Math.min(longestPauseMs, 4 * 2 ** attempt));
    }
  }
}
