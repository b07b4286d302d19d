import { randomUUID } from "node:crypto";
import { lte } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { releaseLease, acquireLease } from "../../database/lease.ts";
import { inTransaction } from "../../database/transaction.ts";
import { repeat } from "../../lib/repeat.ts";
import { activities } from "../model/activities-table.ts";
import { batchSize, removeLeaves } from "./remove-leaves.ts";

const everyMs = 10_000;
const leaseSeconds = 60;
/** How long what ended by itself is kept: a request under way on a node whose clock is slow finds it whole. */
const graceMs = 60_000;

/** Purges from now on, while no other node does. */
export function startPurge(
  db: Database,
  clock: () => Date,
  onError: (error: unknown) => void,
): { stop: () => void } {
  const holder = randomUUID();
  return repeat(everyMs, async () => void (await purge(db, { holder, now: clock() })), onError);
}

/**
 * Takes the rows of activities that were deleted or ended a minute ago, in batches that each are a transaction: the feed
 * never waits, because it reads none of these rows.
 *
 * @param options.holder names the node; while another one purges, nothing is done.
 * @returns how many rows went, likes too.
 */
export async function purge(db: Database, { holder, now }: { holder: string; now: Date }): Promise<number> {
  const lease = { name: "purge", holder };
  const ended = lte(activities.expiresAt, new Date(now.getTime() - graceMs));
  let removed = 0;
  while (await acquireLease(db, lease, leaseSeconds)) {
    const batch = await inTransaction(db, async (tx) => {
      const tops = await tx
        .select({ id: activities.id })
        .from(activities)
        .where(ended)
        .orderBy(activities.expiresAt)
        .limit(batchSize);
      return await removeLeaves(
        tx,
        tops.map(({ id }) => id),
      );
    });
    removed += batch;
    if (batch === 0) {
      await releaseLease(db, lease);
      break;
    }
  }
  return removed;
}
