import { inArray, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { activities } from "../model/activities-table.ts";
import { likes } from "../model/likes-table.ts";

/** Rows of a kind that go in one transaction; Aurora DSQL allows 3,000 rows of all kinds. */
export const batchSize = 500;

/**
 * Takes the rows of some activities that nothing hangs under any more, of the given ones and all that hang under them,
 * with the likes of them. Called again and again it takes everything, however much there is, and at no time is there a
 * row that points to none.
 *
 * @param tops the ids of activities that are gone for everybody; a batch at the most.
 * @returns how many rows it took; none: nothing is left.
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

/** Goes down level by level until there is something that nothing hangs under. */
async function findLeaves(tx: Database, tops: string[]): Promise<string[]> {
  for (let level = tops; level.length > 0;) {
    const under = await tx
      .select({ id: activities.id, replyToId: activities.replyToId })
      .from(activities)
      .where(inArray(activities.replyToId, level))
      .limit(batchSize);
    const withReplies = new Set(under.map(({ replyToId }) => replyToId));
    // With a full batch one cannot tell which of the others have replies: those found are looked at first.
    const leaves = under.length < batchSize ? level.filter((id) => !withReplies.has(id)) : [];
    if (leaves.length > 0) return leaves;
    level = under.map(({ id }) => id);
  }
  return [];
}
