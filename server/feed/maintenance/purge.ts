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
/** How long expired activities stay: a running request, or a node whose clock is slow, still finds whole threads. */
const graceMs = 60_000;

/** Purges every ten seconds, if no other node does. */
export function startPurge(
  db: Database,
  clock: () => Date,
  onError: (error: unknown) => void,
): { stop: () => void } {
  const holder = randomUUID();
  return repeat(everyMs, async () => void (await purge(db, { holder, now: clock() })), onError);
}

/**
 * Removes activities that were deleted, or that expired more than a minute ago. Each batch is a transaction of its own; it
 * never blocks the feed, which reads none of these rows.
 *
 * @param options.holder names the node; while another node purges, nothing is removed.
 * @returns the number of rows removed, including likes.
 */
export async function purge(db: Database, { holder, now }: { holder: string; now: Date }): Promise<number> {
  const lease = { name: "purge", holder };
  const expired = lte(activities.expiresAt, new Date(now.getTime() - graceMs));
  let removed = 0;
  while (await acquireLease(db, lease, leaseSeconds)) {
    const batch = await inTransaction(db, async (tx) => {
      const tops = await tx
        .select({ bucket: activities.bucket, id: activities.id })
        .from(activities)
        .where(expired)
        .orderBy(activities.expiresAt)
        .limit(batchSize);
      return await removeLeaves(tx, tops);
    });
    removed += batch;
    if (batch === 0) {
      await releaseLease(db, lease);
      break;
    }
  }
  return removed;
}
