import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { users } from "../users/users-table.ts";
import { activities } from "./activities-table.ts";
import { activityColumns, authorColumns } from "./activity-columns.ts";
import type { ActivityWithAuthor } from "./activity.type.ts";
import { maySee, type Reader } from "./reader.ts";

/** An activity by its id, for whom it is there: neither it nor anything that it hangs under has ended. */
export async function findActivity(
  db: Database,
  id: string,
  reader: Reader,
): Promise<ActivityWithAuthor | undefined> {
  const [activity] = await findActivities(db, [id], reader);
  if (!activity) return undefined;
  return !activity.isReply || (await readThread(db, id, reader.now)).isThere ? activity : undefined;
}

/** Those of the activities that have not ended themselves and that the reader may see, in no order. */
export async function findActivities(
  db: Database,
  ids: readonly string[],
  reader: Reader,
): Promise<ActivityWithAuthor[]> {
  const rows = await db
    .select({ ...activityColumns, author: authorColumns })
    .from(activities)
    .innerJoin(users, eq(users.id, activities.authorId))
    .where(and(inArray(activities.id, [...ids])));
  return rows.filter((activity) => maySee(reader, activity));
}

export type Thread = {
  /** How many activities there are from the top-level one down to this one. */
  length: number;
  /** Whether none of them has ended. */
  isThere: boolean;
};

/** The activity and all that it hangs under. What was deleted goes at once; what hangs under it waits for the purge. */
export async function readThread(db: Database, id: string, now: Date): Promise<Thread> {
  const [thread] = await db
    .select({
      length: sql<number>`count(*)::int`,
      isThere: sql<boolean>`coalesce(bool_and(thread.expires_at > ${now.toISOString()}), false)`,
    })
    .from(
      sql`(
        with recursive thread as (
          select id, reply_to_id, expires_at from activities where id = ${id}
          union all
          select above.id, above.reply_to_id, above.expires_at
          from activities above join thread on above.id = thread.reply_to_id
        )
        select expires_at from thread
      ) thread`,
    );
  if (!thread) throw new Error("An aggregate has one row.");
  return thread;
}
