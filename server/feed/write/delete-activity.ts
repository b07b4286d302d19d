import { and, gt, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { inTransaction } from "../../database/transaction.ts";
import { activities, deletedAt } from "../model/activities-table.ts";
import type { ActivityKey } from "../model/bucket.ts";
import { hasKey } from "../model/has-key.ts";

/**
 * Deletes an activity for all readers, with all replies below it; the purge removes the rows. False if it had expired or
 * was deleted already.
 */
export async function deleteActivity(db: Database, key: ActivityKey, now: Date): Promise<boolean> {
  return await inTransaction(db, async (tx) => {
    const [deleted] = await tx
      .update(activities)
      .set({ expiresAt: deletedAt })
      .where(and(hasKey(key), gt(activities.expiresAt, now)))
      .returning({ replyToId: activities.replyToId });
    if (deleted?.replyToId) {
      await tx
        .update(activities)
        .set({ repliesCount: sql`${activities.repliesCount} - 1` })
        .where(hasKey({ bucket: key.bucket, id: deleted.replyToId }));
    }
    return deleted !== undefined;
  });
}
