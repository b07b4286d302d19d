import { and, eq, gt, type SQL, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { inOneStatement } from "../../database/one-statement.ts";
import { preparedStatement } from "../../database/prepared.ts";
import { inTransaction } from "../../database/transaction.ts";
import type { NewId } from "../../lib/new-id.ts";
import { readMayReach } from "../../safety/may-reach.ts";
import { users } from "../../users/users-table.ts";
import { activities } from "../model/activities-table.ts";
import type { ActivityWithAuthor } from "../model/activity.type.ts";
import type { ActivityKey } from "../model/bucket.ts";
import { anyMember } from "../model/feed-viewer.ts";
import { hasKey } from "../model/has-key.ts";
import { likes } from "../model/likes-table.ts";
import { insertLiked } from "../notifications/insert-notifications.ts";
import { notifyLiked } from "../notifications/notified.ts";
import { findByKey } from "../read/find-activity.ts";
import {
  activityResult,
  isTarget,
  readResult,
  resultLength,
  targetParameters,
  visibleActivity,
} from "./visible-activity.ts";

export type Like = { activity: ActivityKey; userId: string; now: Date };

type NewLike = Like & { newId: NewId };

/**
 * Likes an activity, if the user has not already, and notifies its author.
 *
 * @returns the activity as it is then; undefined if it has expired or never existed.
 */
export async function like(db: Database, change: NewLike): Promise<ActivityWithAuthor | undefined> {
  return await inOneStatement(db, "like_activity", {
    async inOneStatement() {
      const [row] = await insertLike(db, { ...toParameters(change), notificationId: change.newId() });
      return row && readResult(row);
    },
    inParts: async () => await likeInParts(db, change),
    isRepeatable: true,
  });
}

/**
 * Removes a like, if there is one.
 *
 * @returns the activity as it is then; undefined if it has expired or never existed.
 */
export async function unlike(db: Database, change: Like): Promise<ActivityWithAuthor | undefined> {
  return await inOneStatement(db, "unlike_activity", {
    async inOneStatement() {
      const parameters = toParameters(change);
      const [first] = await deleteLike(db, parameters);
      // A like that was committed while the statement waited for the activity was not there at its start.
      const [row] = first?.[resultLength] === 0 ? await deleteLike(db, parameters) : [first];
      return row && readResult(row);
    },
    inParts: async () => await unlikeInParts(db, change),
    isRepeatable: true,
  });
}

function toParameters({ activity, userId, now }: Like): Record<string, unknown> {
  return { ...targetParameters(activity, now), userId };
}

const userId = sql`${sql.placeholder("userId")}::uuid`;

const insertLike = preparedStatement(
  "like_activity",
  () => sql`with recursive ${visibleActivity({ userId, lock: true })}, changed as (
      insert into ${likes} ("bucket", activity_id, user_id, created_at)
      select visible.bucket, visible.id, ${userId}, ${sql.placeholder("now")}::timestamptz from visible
      on conflict do nothing
      returning 1
    ), ${countChanged(1)}, notified as (${notifyLiked("visible", "changed")})
    ${selectChanged(1)}`,
);

const deleteLike = preparedStatement(
  "unlike_activity",
  () => sql`with recursive ${visibleActivity({ userId, lock: true })}, changed as (
      delete from ${likes} using visible
      where ${likes.bucket} = ${sql.placeholder("bucket")} and ${likes.activityId} = ${sql.placeholder("id")}
        and ${likes.userId} = ${userId} and visible.id = ${likes.activityId}
      returning 1
    ), ${countChanged(-1)}
    ${selectChanged(-1)}`,
);

/** Counts the like that was changed, if one was. It is joined: a row that waited is checked again, without a subquery. */
function countChanged(change: 1 | -1): SQL {
  return sql`counted as (
      update ${activities} set likes_count = ${activities.likesCount} + ${sql.raw(String(change))}
      from changed where ${isTarget}
    )`;
}

/** The activity as it is after the change, and the number of likes that were changed. */
function selectChanged(change: 1 | -1): SQL {
  const number = sql`(select count(*)::int from changed)`;
  const likesCount = sql`visible.likes_count + ${sql.raw(String(change))} * ${number}`;
  return sql`select ${activityResult("visible", "users", { likesCount })}, ${number}
    from visible join ${users} on ${users.id} = visible.author_id`;
}

async function likeInParts(
  db: Database,
  { activity, userId: likedBy, now, newId }: NewLike,
): Promise<ActivityWithAuthor | undefined> {
  return await changeInParts(db, { activity, userId: likedBy, now }, 1, async (tx, found) => {
    const changed = await tx
      .insert(likes)
      .values({ bucket: activity.bucket, activityId: activity.id, userId: likedBy, createdAt: now })
      .onConflictDoNothing()
      .returning({ activityId: likes.activityId });
    if (changed.length > 0) await insertLiked(tx, found, { likedBy, now, id: newId() });
    return changed;
  });
}

async function unlikeInParts(
  db: Database,
  { activity, userId: likedBy, now }: Like,
): Promise<ActivityWithAuthor | undefined> {
  return await changeInParts(db, { activity, userId: likedBy, now }, -1, async (tx) => {
    return await tx
      .delete(likes)
      .where(
        and(eq(likes.bucket, activity.bucket), eq(likes.activityId, activity.id), eq(likes.userId, likedBy)),
      )
      .returning({ activityId: likes.activityId });
  });
}

async function changeInParts(
  db: Database,
  { activity, userId: changedBy, now }: Like,
  change: 1 | -1,
  changeLike: (tx: Database, found: ActivityWithAuthor) => Promise<unknown[]>,
): Promise<ActivityWithAuthor | undefined> {
  const viewer = anyMember(now);
  const found = await findByKey(db, activity, viewer);
  if (!found || !(await readMayReach(db, found.author.id, changedBy))) return undefined;
  await inTransaction(db, async (tx) => {
    // Whatever writes both locks the activity first and its likes second, so that no two transactions deadlock.
    if (!(await lockActivity(tx, activity, now))) return;
    if ((await changeLike(tx, found)).length === 0) return;
    await tx
      .update(activities)
      .set({ likesCount: sql`${activities.likesCount} + ${change}` })
      .where(hasKey(activity));
  });
  return await findByKey(db, activity, viewer);
}

/** Locks an activity until the transaction ends; false if it has expired. */
async function lockActivity(tx: Database, activity: ActivityKey, now: Date): Promise<boolean> {
  const rows = await tx
    .select({ id: activities.id })
    .from(activities)
    .where(and(hasKey(activity), gt(activities.expiresAt, now)))
    .for("update");
  return rows.length > 0;
}
