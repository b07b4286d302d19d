import { inArray, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { activities } from "../model/activities-table.ts";
import { likes } from "../model/likes-table.ts";

/** Rows of one table that a transaction removes; Aurora DSQL allows 3,000 rows of all tables. */
export const batchSize = 500;

/**
 * Removes a batch of the given activities and those below them: only leaves, which have no replies, with their likes. Called
 * until it removes nothing it removes all of them, and no row ever references a missing one.
 *
 * @param tops ids of activities that no reader sees any more; at most a batch.
 * @returns the number of rows removed; 0 when nothing is left.
 */
export async function removeLeaves(tx: Database, tops: string[]): Promise<number> {
  const leaves = await findLeaves(tx, tops);
  if (leaves.length === 0) return 0;
  const some = tx
    .select({ activityId: likes.activityId, userId: likes.userId })
    .from(likes)
    .where(inArray(likes.activityId, leaves))
    .limit(batchSize);
  const unliked = await tx
    .delete(likes)
    .where(inArray(sql`(${likes.activityId}, ${likes.userId})`, some))
    .returning({ userId: likes.userId });
  if (unliked.length === batchSize) return unliked.length;
  const removed = await tx
    .delete(activities)
    .where(inArray(activities.id, leaves))
    .returning({ id: activities.id });
  return unliked.length + removed.length;
}

/** Descends level by level until it finds activities without replies. */
async function findLeaves(tx: Database, tops: string[]): Promise<string[]> {
  for (let level = tops; level.length > 0;) {
    const replies = await tx
      .select({ id: activities.id, replyToId: activities.replyToId })
      .from(activities)
      .where(inArray(activities.replyToId, level))
      .limit(batchSize);
    const withReplies = new Set(replies.map(({ replyToId }) => replyToId));
    // A full batch does not tell which of the other activities have replies: descend into those that were found first.
    const leaves = replies.length < batchSize ? level.filter((id) => !withReplies.has(id)) : [];
    if (leaves.length > 0) return leaves;
    level = replies.map(({ id }) => id);
  }
  return [];
}
