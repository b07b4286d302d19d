import { and, eq, gt, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { inTransaction } from "../../database/transaction.ts";
import { activities } from "../model/activities-table.ts";
import { likes } from "../model/likes-table.ts";

export type Like = { activityId: string; userId: string; now: Date };

/** Likes an activity, if the user has not already. False if it has expired meanwhile. */
export async function like(db: Database, { activityId, userId, now }: Like): Promise<boolean> {
  return await inTransaction(db, async (tx) => {
    // Whatever writes both locks the activity first and its likes second, so that no two transactions deadlock.
    if (!(await lockActivity(tx, activityId, now))) return false;
    const inserted = await tx
      .insert(likes)
      .values({ activityId, userId, createdAt: now })
      .onConflictDoNothing()
      .returning({ activityId: likes.activityId });
    if (inserted.length > 0) await changeLikesCount(tx, activityId, 1);
    return true;
  });
}

/** Removes a like, if there is one. False if the activity has expired meanwhile. */
export async function unlike(db: Database, { activityId, userId, now }: Like): Promise<boolean> {
  return await inTransaction(db, async (tx) => {
    if (!(await lockActivity(tx, activityId, now))) return false;
    const deleted = await tx
      .delete(likes)
      .where(and(eq(likes.activityId, activityId), eq(likes.userId, userId)))
      .returning({ activityId: likes.activityId });
    if (deleted.length > 0) await changeLikesCount(tx, activityId, -1);
    return true;
  });
}

/** Locks an activity until the transaction ends; false if it has expired. */
async function lockActivity(tx: Database, activityId: string, now: Date): Promise<boolean> {
  const rows = await tx
    .select({ id: activities.id })
    .from(activities)
    .where(and(eq(activities.id, activityId), gt(activities.expiresAt, now)))
    .for("update");
  return rows.length > 0;
}

async function changeLikesCount(tx: Database, activityId: string, change: 1 | -1): Promise<void> {
  await tx
    .update(activities)
    .set({ likesCount: sql`${activities.likesCount} + ${change}` })
    .where(eq(activities.id, activityId));
}
