import { setTimeout as delay } from "node:timers/promises";
import type { Database } from "./database.ts";
import { isRetryable } from "./postgres-error.ts";

const maximumAttempts = 12;
const maximumDelayMs = 250;

/**
 * Executes `work` in a transaction. It is retried after a conflict with another transaction, so `work` must have no effect
 * outside of its transaction.
 *
 * @throws the last conflict after twelve attempts
 */
export async function inTransaction<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  return await withRetries(() => db.transaction(work));
}

/** Retries a single statement after conflicts in the same way. */
export async function withRetries<T>(execute: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await execute();
    } catch (error) {
      if (!isRetryable(error) || attempt === maximumAttempts) throw error;
      // With full jitter, so that two conflicting transactions do not meet again.
      await delay(Math.random() * Math.min(maximumDelayMs, 4 * 2 ** attempt));
    }
  }
}
