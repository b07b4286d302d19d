import { and, eq, gt, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { inOneStatement } from "../../database/one-statement.ts";
import { preparedStatement } from "../../database/prepared.ts";
import { inTransaction } from "../../database/transaction.ts";
import { readMayReach } from "../../safety/may-reach.ts";
import { activities, deletedAt } from "../model/activities-table.ts";
import type { ActivityKey } from "../model/bucket.ts";
import { anyMember } from "../model/feed-viewer.ts";
import { hasKey } from "../model/has-key.ts";
import { findByKey } from "../read/find-activity.ts";
import { isCurrent, isTarget, targetParameters, visibleActivity } from "./visible-activity.ts";

export type Deletion = {
  activity: ActivityKey;
  /** Whoever deletes it must be its author, */
  userId: string;
  /** or one who may delete those of all authors. */
  ofAnyAuthor: boolean;
  now: Date;
};

/**
 * Deletes an activity for all readers, with all replies below it; the purge removes the rows.
 *
 * @returns FORBIDDEN if it is of another author; undefined if it has expired, was deleted or never existed, or is hidden
 *   from the user by a block.
 */
export async function deleteActivity(
  db: Database,
  deletion: Deletion,
): Promise<"DELETED" | "FORBIDDEN" | undefined> {
  return await inOneStatement(db, "delete_activity", {
    async inOneStatement() {
      const { activity, now, ...by } = deletion;
      const parameters = { ...targetParameters(activity, now), ...by };
      const [row] = await deleteOne(db, parameters);
      if (!row) return undefined;
      const [isPermitted, deleted] = row;
      if (isPermitted !== true) return "FORBIDDEN";
      return deleted === 1 ? "DELETED" : undefined;
    },
    inParts: async () => await deleteInParts(db, deletion),
  });
}

const ofAnyAuthor = sql`${sql.placeholder("ofAnyAuthor")}::boolean`;
const userId = sql`${sql.placeholder("userId")}::uuid`;
const mayDelete = sql`(${ofAnyAuthor} or visible.author_id = ${userId})`;

const deleteOne = preparedStatement(
  "delete_activity",
  () => sql`with recursive ${visibleActivity({ userId, ignoresBlocks: ofAnyAuthor, lock: false })}, deleted as (
      update ${activities} set expires_at = ${deletedAt.toISOString()}::timestamptz
      from visible where ${isTarget} and ${isCurrent} and ${mayDelete}
      returning ${activities.replyToId}
    ), counted as (
      update ${activities} set replies_count = ${activities.repliesCount} - 1
      from deleted
      where ${activities.bucket} = ${sql.placeholder("bucket")} and ${activities.id} = deleted.reply_to_id
    )
    select ${mayDelete}, (select count(*)::int from deleted) from visible`,
);

async function deleteInParts(
  db: Database,
  { activity, now, ...by }: Deletion,
): Promise<"DELETED" | "FORBIDDEN" | undefined> {
  const found = await findByKey(db, activity, anyMember(now));
  if (!found) return undefined;
  if (!by.ofAnyAuthor && found.author.id !== by.userId)
    return (await readMayReach(db, found.author.id, by.userId)) ? "FORBIDDEN" : undefined;
  return (await inTransaction(db, async (tx) => await deleteWithin(tx, activity, now)))
    ? "DELETED"
    : undefined;
}

/**
 * Deletes an activity in a transaction of the caller, who may do so.
 *
 * @returns false if it has expired or was deleted itself.
 */
export async function deleteWithin(tx: Database, activity: ActivityKey, now: Date): Promise<boolean> {
  const [deleted] = await tx
    .update(activities)
    .set({ expiresAt: deletedAt })
    .where(and(hasKey(activity), gt(activities.expiresAt, now)))
    .returning({ replyToId: activities.replyToId });
  if (!deleted) return false;
  if (deleted.replyToId) {
    await tx
      .update(activities)
      .set({ repliesCount: sql`${activities.repliesCount} - 1` })
      .where(and(eq(activities.bucket, activity.bucket), eq(activities.id, deleted.replyToId)));
  }
  return true;
}
