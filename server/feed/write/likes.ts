import { and, eq, gt, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { inTransaction } from "../../database/transaction.ts";
import { activities } from "../model/activities-table.ts";
import type { ActivityKey } from "../model/bucket.ts";
import { hasKey } from "../model/has-key.ts";
import { likes } from "../model/likes-table.ts";

export type Like = { activity: ActivityKey; userId: string; now: Date };

/** Likes an activity, if the user has not already. False if it has expired meanwhile. */
export async function like(db: Database, { activity, userId, now }: Like): Promise<boolean> {
  return await inTransaction(db, async (tx) => {
    // Whatever writes both locks the activity first and its likes second, so that no two transactions deadlock.
    if (!(await lockActivity(tx, activity, now))) return false;
    const inserted = await tx
      .insert(likes)
      .values({ bucket: activity.bucket, activityId: activity.id, userId, createdAt: now })
      .onConflictDoNothing()
      .returning({ activityId: likes.activityId });
    if (inserted.length > 0) await changeLikesCount(tx, activity, 1);
    return true;
  });
}

/** Removes a like, if there is one. False if the activity has expired meanwhile. */
export async function unlike(db: Database, { activity, userId, now }: Like): Promise<boolean> {
  return await inTransaction(db, async (tx) => {
    if (!(await lockActivity(tx, activity, now))) return false;
    const deleted = await tx
      .delete(likes)
      .where(
        and(eq(likes.bucket, activity.bucket), eq(likes.activityId, activity.id), eq(likes.userId, userId)),
      )
      .returning({ activityId: likes.activityId });
    if (deleted.length > 0) await changeLikesCount(tx, activity, -1);
    return true;
  });
}

/** Locks an activity until the transaction ends; false if it has expired. */
async function lockActivity(tx: Database, activity: ActivityKey, now: Date): Promise<boolean> {
  const rows = await tx
    .select({ id: activities.id })
    .from(activities)
    .where(and(hasKey(activity), gt(activities.expiresAt, now)))
    .for("update");
  return rows.length > 0;
}

async function changeLikesCount(tx: Database, activity: ActivityKey, change: 1 | -1): Promise<void> {
  await tx
    .update(activities)
    .set({ likesCount: sql`${activities.likesCount} + ${change}` })
    .where(hasKey(activity));
}
