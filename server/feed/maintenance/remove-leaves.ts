import { inArray, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { activities } from "../model/activities-table.ts";
import { activityBuckets } from "../model/activity-buckets-table.ts";
import { type ActivityKey, bucketOfId } from "../model/bucket.ts";
import { hasOneOf } from "../model/has-key.ts";
import { likes } from "../model/likes-table.ts";
import { isWanted, wantedKeys } from "../model/wanted-keys.ts";
import { notifications } from "../notifications/notifications-table.ts";

/** Rows of one table that a transaction removes; Aurora DSQL allows 3,000 rows of all tables. */
export const batchSize = 500;

/**
 * Removes a batch of the given activities and those below them: only leaves, which have no replies, with their likes and
 * notifications. Called until it removes nothing it removes all of them, and no row ever references a missing one.
 *
 * @param tops activities that no reader sees any more; at most a batch.
 * @returns the number of rows removed; 0 when nothing is left.
 */
export async function removeLeaves(tx: Database, tops: ActivityKey[]): Promise<number> {
  const leaves = await findLeaves(tx, tops);
  if (leaves.length === 0) return 0;
  const some = tx
    .select({ bucket: likes.bucket, activityId: likes.activityId, userId: likes.userId })
    .from(wantedKeys(leaves))
    .innerJoin(likes, isWanted(likes.bucket, likes.activityId))
    .limit(batchSize);
  const unliked = await tx
    .delete(likes)
    .where(inArray(sql`(${likes.bucket}, ${likes.activityId}, ${likes.userId})`, some))
    .returning({ userId: likes.userId });
  if (unliked.length === batchSize) return unliked.length;
  const notified = await removeNotifications(tx, leaves);
  if (notified === batchSize) return unliked.length + notified;
  const removed = await tx.delete(activities).where(hasOneOf(leaves)).returning({ id: activities.id });
  await forgetBuckets(tx, leaves);
  return unliked.length + notified + removed.length;
}

async function removeNotifications(tx: Database, leaves: ActivityKey[]): Promise<number> {
  const { bucket, activityId, recipientId, kind } = notifications;
  const some = tx
    .select({ bucket, activityId, recipientId, kind })
    .from(wantedKeys(leaves))
    .innerJoin(notifications, isWanted(bucket, activityId))
    .limit(batchSize);
  const removed = await tx
    .delete(notifications)
    .where(inArray(sql`(${bucket}, ${activityId}, ${recipientId}, ${kind})`, some))
    .returning({ recipientId });
  return removed.length;
}

/** Descends level by level until it finds activities without replies. */
async function findLeaves(tx: Database, tops: ActivityKey[]): Promise<ActivityKey[]> {
  for (let level = tops; level.length > 0;) {
    const replies = await tx
      .select({ bucket: activities.bucket, id: activities.id, replyToId: activities.replyToId })
      .from(wantedKeys(level))
      .innerJoin(activities, isWanted(activities.bucket, activities.replyToId))
      .limit(batchSize);
    const withReplies = new Set(replies.map(({ replyToId }) => replyToId));
    // A full batch does not tell which of the other activities have replies: descend into those that were found first.
    const leaves = replies.length < batchSize ? level.filter(({ id }) => !withReplies.has(id)) : [];
    if (leaves.length > 0) return leaves;
    level = replies;
  }
  return [];
}

/** Removes the stored buckets of activities whose ids do not tell them. */
async function forgetBuckets(tx: Database, removed: ActivityKey[]): Promise<void> {
  const ids = removed.filter(({ bucket, id }) => bucket !== bucketOfId(id)).map(({ id }) => id);
  if (ids.length > 0) await tx.delete(activityBuckets).where(inArray(activityBuckets.activityId, ids));
}
