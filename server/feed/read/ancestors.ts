import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { preparedQuery } from "../../database/prepared.ts";
import { users } from "../../users/users-table.ts";
import { activities, activityColumns } from "../model/activities-table.ts";
import type { ActivityWithAuthor } from "../model/activity.type.ts";
import type { ActivityKey } from "../model/bucket.ts";
import { canRead, type FeedViewer, withoutHidden } from "../model/feed-viewer.ts";
import { authorColumns } from "./author-columns.ts";

/**
 * An activity and those above it in its thread, from the post at the top down to the activity, as far as the viewer may
 * read them.
 */
export async function readThreadDownTo(
  db: Database,
  { bucket, id }: ActivityKey,
  viewer: FeedViewer,
): Promise<readonly ActivityWithAuthor[]> {
  const rows = await activitiesAbove(db).execute({ bucket, id });
  // Sorted here: ids of nodes whose clocks differ are not in the order of a thread.
  const current = rows.toSorted((a, b) => b.level - a.level).filter((activity) => canRead(viewer, activity));
  return await withoutHidden(viewer, current, "ANYWHERE");
}

const inBucket = eq(activities.bucket, sql.placeholder("bucket"));

const activitiesAbove = preparedQuery("activities_above", (db, name) => {
  const step = db
    .select({ ...activityColumns, authorId: activities.authorId })
    .from(activities)
    .where(sql`${and(inBucket, eq(activities.id, sql`steps.id`))} limit 1`)
    .as("step");
  const { authorId, ...columns } = step._.selectedFields;
  return db
    .select({ ...columns, author: authorColumns, level: sql<number>`steps.level` })
    .from(
      sql`(
        with recursive up as (
          select ${activities.id}, ${activities.replyToId}, 0 as level
          from ${activities} where ${and(inBucket, eq(activities.id, sql.placeholder("id")))}
          union all
          select ${activities.id}, ${activities.replyToId}, up.level + 1
          from up join ${activities} on ${and(inBucket, eq(activities.id, sql`up.reply_to_id`))}
        )
        select id, level from up
      ) as steps`,
    )
    .crossJoinLateral(step)
    .innerJoin(users, eq(users.id, authorId))
    .prepare(name);
});
