import { eq, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { preparedQuery } from "../../database/prepared.ts";
import { users } from "../../users/users-table.ts";
import { activities } from "../model/activities-table.ts";
import { activityColumns, authorColumns } from "../model/activity-columns.ts";
import type { ActivityWithAuthor } from "../model/activity.type.ts";
import { canRead, type FeedViewer } from "../model/feed-viewer.ts";

/** An activity by its id, for whom it is there: neither it nor anything that it hangs under has ended. */
export async function findActivity(
  db: Database,
  id: string,
  reader: FeedViewer,
): Promise<ActivityWithAuthor | undefined> {
  const [activity] = await findActivities(db, [id], reader);
  if (!activity) return undefined;
  const { replyToId } = activity;
  return replyToId === null || (await readThread(db, replyToId, reader.now)).isThere ? activity : undefined;
}

/** Those of the activities that have not ended themselves and that the reader may see, in no order. */
export async function findActivities(
  db: Database,
  ids: readonly string[],
  reader: FeedViewer,
): Promise<ActivityWithAuthor[]> {
  const rows = await activitiesById(db).execute({ ids });
  return rows.filter((activity) => canRead(reader, activity));
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
  /** How many activities there are from the top-level one down to this one. */
  length: number;
  /** Whether none of them has ended. */
  isThere: boolean;
};

/** The activity and all that it hangs under. What was deleted goes at once; what hangs under it waits for the purge. */
export async function readThread(db: Database, id: string, now: Date): Promise<Thread> {
  let length = 0;
  for (let next: string | null = id; next !== null; length += 1) {
    const [row] = await threadStep(db).execute({ id: next });
    if (!row || row.expiresAt <= now) return { length, isThere: false };
    next = row.replyToId;
  }
  return { length, isThere: true };
}

const threadStep = preparedQuery("thread_step", (db, name) =>
  db
    .select({ replyToId: activities.replyToId, expiresAt: activities.expiresAt })
    .from(activities)
    .where(eq(activities.id, sql.placeholder("id")))
    .prepare(name),
);
