import { eq, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { preparedQuery } from "../../database/prepared.ts";
import { users } from "../../users/users-table.ts";
import { activities, activityColumns } from "../model/activities-table.ts";
import type { ActivityWithAuthor } from "../model/activity.type.ts";
import { canRead, type FeedViewer } from "../model/feed-viewer.ts";
import { authorColumns } from "./author-columns.ts";

/** An activity by its id, if the viewer may read it and neither it nor anything above it in its thread has expired. */
export async function findActivity(
  db: Database,
  id: string,
  viewer: FeedViewer,
): Promise<ActivityWithAuthor | undefined> {
  const [activity] = await findActivities(db, [id], viewer);
  if (!activity) return undefined;
  const { replyToId } = activity;
  return replyToId === null || (await readThread(db, replyToId, viewer.now)).exists ? activity : undefined;
}

/** Those of the activities that the viewer may read and that have not expired themselves, in no order. */
export async function findActivities(
  db: Database,
  ids: readonly string[],
  viewer: FeedViewer,
): Promise<ActivityWithAuthor[]> {
  const rows = await activitiesById(db).execute({ ids });
  return rows.filter((activity) => canRead(viewer, activity));
}

const activitiesById = preparedQuery("activities_by_id", (db, name) =>
  db
    .select({ ...activityColumns, author: authorColumns })
    .from(activities)
    .innerJoin(users, eq(users.id, activities.authorId))
    .where(sql`${activities.id} = any(${sql.placeholder("ids")}::uuid[])`)
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
export async function readThread(db: Database, id: string, now: Date): Promise<Thread> {
  const [thread] = await threadAbove(db).execute({ id, now: now.toISOString() });
  return thread ?? { length: 0, exists: false };
}

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
          select ${activities.replyToId} as above, ${activities.expiresAt} > ${sql.placeholder("now")} as is_current
          from ${activities} where ${activities.id} = ${sql.placeholder("id")}
          union all
          select ${activities.replyToId}, ${activities.expiresAt} > ${sql.placeholder("now")}
          from steps join ${activities} on ${activities.id} = steps.above where steps.is_current
        )
        select above, is_current from steps
      ) as thread`,
    )
    .prepare(name),
);
