import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { preparedQuery } from "../../database/prepared.ts";
import { users } from "../../users/users-table.ts";
import { activities, activityColumns } from "../model/activities-table.ts";
import { activityBuckets } from "../model/activity-buckets-table.ts";
import type { ActivityWithAuthor } from "../model/activity.type.ts";
import { type ActivityKey, keyOfId } from "../model/bucket.ts";
import { canRead, type FeedViewer, withoutHidden } from "../model/feed-viewer.ts";
import { hasPreparedKey, isWanted, preparedKeys, toWantedKeys } from "../model/wanted-keys.ts";
import { authorColumns } from "./author-columns.ts";

/** An activity by its id, if the viewer may read it and neither it nor anything above it in its thread has expired. */
export async function findActivity(
  db: Database,
  id: string,
  viewer: FeedViewer,
): Promise<ActivityWithAuthor | undefined> {
  return await withKeyOf(db, id, async (key) => await findByKey(db, key, viewer));
}

/**
 * Finds an activity by its id, or changes it.
 *
 * @param find called again where an id from before ids had buckets tells another bucket than its own.
 * @returns what `find` does; undefined if there is no activity.
 */
export async function withKeyOf<T>(
  db: Database,
  id: string,
  find: (key: ActivityKey) => Promise<T | undefined>,
): Promise<T | undefined> {
  const found = await find(keyOfId(id));
  if (found !== undefined) return found;
  const [stored] = await storedBucket(db).execute({ id });
  return stored && (await find({ bucket: stored.bucket, id }));
}

/** The same by its key. */
export async function findByKey(
  db: Database,
  key: ActivityKey,
  viewer: FeedViewer,
): Promise<ActivityWithAuthor | undefined> {
  const { bucket, id } = key;
  const [activity] = await activityByKey(db).execute({ bucket, id });
  if (!activity || !canRead(viewer, activity)) return undefined;
  if ((await withoutHidden(viewer, [activity], "ANYWHERE")).length === 0) return undefined;
  const { replyToId } = activity;
  if (replyToId === null) return activity;
  return (await readThread(db, { bucket, id: replyToId }, viewer.now)).exists ? activity : undefined;
}

const activityByKey = preparedQuery("activity_by_key", (db, name) =>
  db
    .select({ ...activityColumns, author: authorColumns })
    .from(activities)
    .innerJoin(users, eq(users.id, activities.authorId))
    .where(hasPreparedKey(activities.bucket, activities.id))
    .prepare(name),
);

const storedBucket = preparedQuery("stored_bucket", (db, name) =>
  db
    .select({ bucket: activityBuckets.bucket })
    .from(activityBuckets)
    .where(eq(activityBuckets.activityId, sql.placeholder("id")))
    .prepare(name),
);

/** Those of the activities that the viewer may read and that have not expired themselves, in no order. */
export async function findActivities(
  db: Database,
  keys: readonly ActivityKey[],
  viewer: FeedViewer,
): Promise<readonly ActivityWithAuthor[]> {
  const rows = await activitiesByKey(db).execute(toWantedKeys(keys));
  return await withoutHidden(
    viewer,
    rows.filter((activity) => canRead(viewer, activity)),
    "ANYWHERE",
  );
}

const activitiesByKey = preparedQuery("activities_by_key", (db, name) =>
  db
    .select({ ...activityColumns, author: authorColumns })
    .from(preparedKeys)
    .innerJoin(activities, isWanted(activities.bucket, activities.id))
    .innerJoin(users, eq(users.id, activities.authorId))
    .prepare(name),
);

export type Thread = {
  /** The number of activities from the post at the top down to this one. */
  length: number;
  /** Whether none of them has expired or was deleted. */
  exists: boolean;
};

/**
 * Follows an activity up to the post at the top of its thread, in one statement however deep it is. Each step is checked,
 * because deleting an activity leaves the replies below it to the purge.
 */
export async function readThread(db: Database, { bucket, id }: ActivityKey, now: Date): Promise<Thread> {
  const [thread] = await threadAbove(db).execute({ bucket, id, now: now.toISOString() });
  return thread ?? { length: 0, exists: false };
}

const inBucket = sql`${activities.bucket} = ${sql.placeholder("bucket")}`;
const isCurrent = sql`${activities.expiresAt} > ${sql.placeholder("now")}`;

/** Stops at what has expired. The top is reached where nothing above is missing. */
const threadAbove = preparedQuery("thread_above", (db, name) =>
  db
    .select({
      length: sql<number>`count(*)::int`,
      exists: sql<boolean>`coalesce(bool_and(is_current) and bool_or(above is null), false)`,
    })
    .from(
      sql`(
        with recursive steps as (
          select ${activities.replyToId} as above, ${isCurrent} as is_current
          from ${activities} where ${and(inBucket, eq(activities.id, sql.placeholder("id")))}
          union all
          select ${activities.replyToId}, ${isCurrent}
          from steps join ${activities} on ${and(inBucket, sql`${activities.id} = steps.above`)}
          where steps.is_current
        )
        select above, is_current from steps
      ) as thread`,
    )
    .prepare(name),
);
