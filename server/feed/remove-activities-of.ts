import { and, eq, gt, inArray, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { users } from "../users/users-table.ts";
import { activities, deletedAt } from "./activities-table.ts";
import { likes } from "./likes-table.ts";
import { batchSize, removeLeaves } from "./remove-leaves.ts";

/**
 * Takes a person's posts, replies and likes away, with all that hangs under them, and counts them off others'
 * activities: what is to be done before the row of the person goes.
 *
 * @param tx a transaction that is begun anew where another one was in its way: see inTransaction.
 */
export async function removeActivitiesOf(tx: Database, userId: string): Promise<void> {
  // Whoever writes or likes for this person beside us waits for the end of it, and finds the person gone.
  await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for("update");
  while ((await removeLikes(tx, userId)) > 0);
  const own = eq(activities.authorId, userId);
  const replies = tx
    .select({ replyToId: activities.replyToId, number: sql<number>`count(*)::int`.as("number") })
    .from(activities)
    .where(and(own, eq(activities.isReply, true), gt(activities.expiresAt, deletedAt)))
    .groupBy(activities.replyToId)
    .as("replies");
  await tx
    .update(activities)
    .set({ repliesCount: sql`${activities.repliesCount} - ${replies.number}` })
    .from(replies)
    .where(eq(activities.id, replies.replyToId));
  await tx
    .update(activities)
    .set({ expiresAt: deletedAt })
    .where(and(own, gt(activities.expiresAt, deletedAt)));
  const tops = sql`select id from activities where author_id = ${userId} limit ${batchSize}`;
  while ((await removeLeaves(tx, tops)) > 0);
}

async function removeLikes(tx: Database, userId: string): Promise<number> {
  const some = await tx
    .select({ activityId: likes.activityId })
    .from(likes)
    .where(eq(likes.userId, userId))
    .orderBy(likes.activityId)
    .limit(batchSize);
  if (some.length === 0) return 0;
  const ids = some.map(({ activityId }) => activityId);
  await tx
    .update(activities)
    .set({ likesCount: sql`${activities.likesCount} - 1` })
    .where(inArray(activities.id, ids));
  await tx.delete(likes).where(and(eq(likes.userId, userId), inArray(likes.activityId, ids)));
  return ids.length;
}
