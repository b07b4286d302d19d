import { and, eq, gt, inArray, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { inTransaction } from "../../database/transaction.ts";
import { activities, deletedAt } from "../model/activities-table.ts";
import { groupBy } from "../../lib/group-by.ts";
import { likes } from "../model/likes-table.ts";
import { batchSize, removeLeaves } from "./remove-leaves.ts";

/**
 * Removes a user's posts, replies and likes, with all replies below them, and corrects the counts of others' activities.
 * Must come before the row of the user is deleted. Each batch is a transaction that keeps the counts exact; an interrupted
 * removal continues when it is called again.
 */
export async function removeActivitiesOf(db: Database, userId: string): Promise<void> {
  for (const removeSome of [removeLikes, deleteReplies, deletePosts, removeRows]) {
    while ((await inTransaction(db, async (tx) => await removeSome(tx, userId))) > 0);
  }
}

async function removeLikes(tx: Database, userId: string): Promise<number> {
  const some = await tx
    .select({ activityId: likes.activityId })
    .from(likes)
    .where(eq(likes.userId, userId))
    .limit(batchSize);
  // Activities are locked first and in order, likes second: see `like`.
  const ids = some.map(({ activityId }) => activityId).toSorted();
  if (ids.length === 0) return 0;
  await changeCount(tx, "likesCount", ids, -1);
  const removed = await tx
    .delete(likes)
    .where(and(eq(likes.userId, userId), inArray(likes.activityId, ids)))
    .returning({ activityId: likes.activityId });
  const removedIds = new Set(removed.map(({ activityId }) => activityId));
  // The user may have removed some of them meanwhile.
  await changeCount(
    tx,
    "likesCount",
    ids.filter((id) => !removedIds.has(id)),
    1,
  );
  return ids.length;
}

async function deleteReplies(tx: Database, userId: string): Promise<number> {
  const deleted = await deleteSome(tx, userId, true);
  const parents = groupBy(deleted, ({ replyToId }) => replyToId);
  const byNumber = groupBy([...parents], ([, replies]) => replies.length);
  for (const [number, same] of byNumber) {
    const ids = same.flatMap(([id]) => id ?? []).toSorted();
    await changeCount(tx, "repliesCount", ids, -number);
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
): Promise<{ replyToId: string | null }[]> {
  const some = tx
    .select({ id: activities.id })
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
    .where(and(inArray(activities.id, some), gt(activities.expiresAt, deletedAt)))
    .returning({ replyToId: activities.replyToId });
}

async function removeRows(tx: Database, userId: string): Promise<number> {
  const tops = await tx
    .select({ id: activities.id })
    .from(activities)
    .where(eq(activities.authorId, userId))
    .limit(batchSize);
  return await removeLeaves(
    tx,
    tops.map(({ id }) => id),
  );
}

async function changeCount(
  tx: Database,
  count: "likesCount" | "repliesCount",
  ids: string[],
  change: number,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(activities)
    .set({ [count]: sql`${activities[count]} + ${change}` })
    .where(inArray(activities.id, ids));
}
