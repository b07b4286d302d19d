import { and, eq, gt, inArray, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { inTransaction } from "../../database/transaction.ts";
import { groupBy } from "../../lib/group-by.ts";
import { activities, deletedAt } from "../model/activities-table.ts";
import type { ActivityKey } from "../model/bucket.ts";
import { likes } from "../model/likes-table.ts";
import { isWanted, toLockOrder, wantedKeys } from "../model/wanted-keys.ts";
import { notificationReads } from "../notifications/notification-reads-table.ts";
import { notifications } from "../notifications/notifications-table.ts";
import { batchSize, removeLeaves } from "./remove-leaves.ts";

/**
 * Removes a user's posts, replies, likes and notifications, with all replies below them, and corrects the counts of others'
 * activities. Must come before the row of the user is deleted. Each batch is a transaction that keeps the counts exact; an interrupted
 * removal continues when it is called again.
 */
export async function removeActivitiesOf(db: Database, userId: string): Promise<void> {
  for (const removeSome of [removeLikes, deleteReplies, deletePosts, removeRows, removeNotifications]) {
    while ((await inTransaction(db, async (tx) => await removeSome(tx, userId))) > 0);
  }
  await db.delete(notificationReads).where(eq(notificationReads.userId, userId));
}

async function removeLikes(tx: Database, userId: string): Promise<number> {
  const some = await tx
    .select({ bucket: likes.bucket, id: likes.activityId })
    .from(likes)
    .where(eq(likes.userId, userId))
    .limit(batchSize);
  // Activities are locked first and in order, likes second: see `like`.
  const liked = toLockOrder(some);
  if (liked.length === 0) return 0;
  await changeCount(tx, "likesCount", liked, -1);
  const removed = await tx
    .delete(likes)
    .where(
      inArray(
        sql`(${likes.bucket}, ${likes.activityId}, ${likes.userId})`,
        sql`(select wanted.bucket, wanted.id, ${userId}::uuid from ${wantedKeys(liked)})`,
      ),
    )
    .returning({ activityId: likes.activityId });
  const removedIds = new Set(removed.map(({ activityId }) => activityId));
  // The user may have removed some of them meanwhile.
  await changeCount(
    tx,
    "likesCount",
    liked.filter(({ id }) => !removedIds.has(id)),
    1,
  );
  return liked.length;
}

async function deleteReplies(tx: Database, userId: string): Promise<number> {
  const deleted = await deleteSome(tx, userId, true);
  const parents = groupBy(deleted, ({ replyToId }) => replyToId);
  const byNumber = groupBy([...parents], ([, replies]) => replies.length);
  for (const [number, same] of byNumber) {
    const keys = same.flatMap(([id, [reply]]) => (id && reply ? { bucket: reply.bucket, id } : []));
    await changeCount(tx, "repliesCount", toLockOrder(keys), -number);
  }
  return deleted.length;
}

async function deletePosts(tx: Database, userId: string): Promise<number> {
  return (await deleteSome(tx, userId, false)).length;
}

async function deleteSome(
  tx: Database,
  userId: string,
  isReply: boolean,
): Promise<{ bucket: number; replyToId: string | null }[]> {
  const some = tx
    .select({ bucket: activities.bucket, id: activities.id })
    .from(activities)
    .where(
      and(
        eq(activities.authorId, userId),
        eq(activities.isReply, isReply),
        gt(activities.expiresAt, deletedAt),
      ),
    )
    .limit(batchSize);
  return await tx
    .update(activities)
    .set({ expiresAt: deletedAt })
    .where(
      and(inArray(sql`(${activities.bucket}, ${activities.id})`, some), gt(activities.expiresAt, deletedAt)),
    )
    .returning({ bucket: activities.bucket, replyToId: activities.replyToId });
}

async function removeRows(tx: Database, userId: string): Promise<number> {
  const tops = await tx
    .select({ bucket: activities.bucket, id: activities.id })
    .from(activities)
    .where(eq(activities.authorId, userId))
    .limit(batchSize);
  return await removeLeaves(tx, tops);
}

/** What the user was notified of. Others' notifications of the user's activities are removed with these. */
async function removeNotifications(tx: Database, userId: string): Promise<number> {
  const { bucket, activityId, recipientId, kind } = notifications;
  const some = tx
    .select({ bucket, activityId, recipientId, kind })
    .from(notifications)
    .where(eq(recipientId, userId))
    .limit(batchSize);
  const removed = await tx
    .delete(notifications)
    .where(inArray(sql`(${bucket}, ${activityId}, ${recipientId}, ${kind})`, some))
    .returning({ activityId });
  return removed.length;
}

async function changeCount(
  tx: Database,
  count: "likesCount" | "repliesCount",
  keys: ActivityKey[],
  change: number,
): Promise<void> {
  if (keys.length === 0) return;
  await tx
    .update(activities)
    .set({ [count]: sql`${activities[count]} + ${change}` })
    .from(wantedKeys(keys))
    .where(isWanted(activities.bucket, activities.id));
}
