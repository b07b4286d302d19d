import { and, eq, gt, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { inTransaction } from "../../database/transaction.ts";
import { activities } from "../model/activities-table.ts";
import { likes } from "../model/likes-table.ts";

export type Like = { activityId: string; userId: string; now: Date };

/** Likes an activity; once is enough. False where it has ended meanwhile. */
export async function like(db: Database, { activityId, userId, now }: Like): Promise<boolean> {
  return await inTransaction(db, async (tx) => {
    // The activity first, its likes second, here and wherever both are written: nobody waits in a circle.
    if (!(await lockActivity(tx, activityId, now))) return false;
    const made = await tx
      .insert(likes)
      .values({ activityId, userId, createdAt: now })
      .onConflictDoNothing()
      .returning({ activityId: likes.activityId });
    if (made.length > 0) await addToLikes(tx, activityId, 1);
    return true;
  });
}

/** Takes a like back, if there is one. False where the activity has ended meanwhile. */
export async function unlike(db: Database, { activityId, userId, now }: Like): Promise<boolean> {
  return await inTransaction(db, async (tx) => {
    if (!(await lockActivity(tx, activityId, now))) return false;
    const taken = await tx
      .delete(likes)
      .where(and(eq(likes.activityId, activityId), eq(likes.userId, userId)))
      .returning({ activityId: likes.activityId });
    if (taken.length > 0) await addToLikes(tx, activityId, -1);
    return true;
  });
}

/** Holds an activity that has not ended against others who count on it, until the transaction ends. */
async function lockActivity(tx: Database, activityId: string, now: Date): Promise<boolean> {
  const rows = await tx
    .select({ id: activities.id })
    .from(activities)
    .where(and(eq(activities.id, activityId), gt(activities.expiresAt, now)))
    .for("update");
  return rows.length > 0;
}

async function addToLikes(tx: Database, activityId: string, change: 1 | -1): Promise<void> {
  await tx
    .update(activities)
    .set({ likesCount: sql`${activities.likesCount} + ${change}` })
    .where(eq(activities.id, activityId));
}
