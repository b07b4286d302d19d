import { setTimeout as delay } from "node:timers/promises";
import type { Database } from "./database.ts";
import { isConnectionLost, isRetryable } from "./postgres-error.ts";

/** After conflicts; a delay is in milliseconds. */
const conflicts = { attempts: 12, maximumDelay: 250 };

/** After broken connections: enough for a pooler that restarts, and too few to hold requests while a database is down. */
const losses = { attempts: 3, delay: 150 };

/**
 * Executes `work` in a transaction. It is retried after a conflict with another transaction, and after a broken connection
 * unless the transaction was being committed: `work` must have no effect outside of its transaction.
 *
 * @throws the last error after twelve conflicts or three broken connections
 */
export async function inTransaction<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  let isCommitting = false;
  const execute = async (): Promise<T> => {
    isCommitting = false;
    return await db.transaction(async (tx) => {
      const result = await work(tx);
      isCommitting = true;
      return result;
    });
  };
  return await retry(execute, () => !isCommitting);
}

/** Retries a single statement after conflicts in the same way. */
export async function withRetries<T>(execute: () => Promise<T>): Promise<T> {
  return await retry(execute, () => false);
}

/** Retries what only reads, or changes nothing more when it is repeated, after conflicts and broken connections. */
export async function retryRepeatable<T>(execute: () => Promise<T>): Promise<T> {
  return await retry(execute, () => true);
}

/** @param hasNoEffect whether what broke off with its connection had no effect. */
async function retry<T>(execute: () => Promise<T>, hasNoEffect: () => boolean): Promise<T> {
  let lost = 0;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await execute();
    } catch (error) {
      const isConflict = isRetryable(error);
      if (!isConflict && !(isConnectionLost(error) && hasNoEffect())) throw error;
      if (!isConflict) lost += 1;
      if (attempt >= conflicts.attempts || lost >= losses.attempts) throw error;
      // With full jitter, so that two conflicting transactions do not meet again.
      const most = isConflict ? Math.min(conflicts.maximumDelay, 4 * 2 ** attempt) : losses.delay * lost;
      await delay(Math.random() * most);
    }
  }
}
