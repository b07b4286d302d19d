import { and, eq, gt, inArray, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { inTransaction } from "../../database/transaction.ts";
import { activities, deletedAt } from "../model/activities-table.ts";
import { groupBy } from "../../lib/group-by.ts";
import { likes } from "../model/likes-table.ts";
import { batchSize, removeLeaves } from "./remove-leaves.ts";

/**
 * Takes a person's posts, replies and likes away, with all that hangs under them, and counts them off others'
 * activities: what is to be done before the row of the person goes. In batches, each a transaction that leaves the
 * counts right; what was broken off goes on when it is called again.
 */
export async function removeActivitiesOf(db: Database, userId: string): Promise<void> {
  for (const removeSome of [takeLikesBack, deleteReplies, deletePosts, removeRows]) {
    while ((await inTransaction(db, async (tx) => await removeSome(tx, userId))) > 0);
  }
}

async function takeLikesBack(tx: Database, userId: string): Promise<number> {
  const some = await tx
    .select({ activityId: likes.activityId })
    .from(likes)
    .where(eq(likes.userId, userId))
    .limit(batchSize);
  // The activities first, their likes second, and in their order: see like.
  const ids = some.map(({ activityId }) => activityId).toSorted();
  if (ids.length === 0) return 0;
  await changeCount(tx, "likesCount", ids, -1);
  const taken = await tx
    .delete(likes)
    .where(and(eq(likes.userId, userId), inArray(likes.activityId, ids)))
    .returning({ activityId: likes.activityId });
  const isTaken = new Set(taken.map(({ activityId }) => activityId));
  // Some were taken back by the person themselves in the meantime.
  await changeCount(
    tx,
    "likesCount",
    ids.filter((id) => !isTaken.has(id)),
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
