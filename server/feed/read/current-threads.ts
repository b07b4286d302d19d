import { and, eq, gt, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { inOneStatement } from "../../database/one-statement.ts";
import { preparedQuery } from "../../database/prepared.ts";
import { activities } from "../model/activities-table.ts";
import type { ActivityKey } from "../model/bucket.ts";
import { isWanted, preparedKeys, toWantedKeys } from "../model/wanted-keys.ts";
import { readThread } from "./find-activity.ts";

/**
 * The ids of those of the activities of which neither they nor anything above them has expired or was deleted: deleting an
 * activity leaves the replies below it to the purge.
 */
export async function readCurrentThreads(
  db: Database,
  keys: readonly ActivityKey[],
  now: Date,
): Promise<Set<string>> {
  const distinct = [...new Map(keys.map((key) => [key.id, key])).values()];
  if (distinct.length === 0) return new Set();
  return await inOneStatement(db, "threads_above", {
    async inOneStatement() {
      const rows = await threadsAbove(db).execute({ ...toWantedKeys(distinct), now: now.toISOString() });
      return new Set(rows.map(({ id }) => id));
    },
    // A distributed database may refuse a recursion that is not in one bucket.
    async inParts() {
      const threads = await Promise.all(distinct.map(async (key) => await readThread(db, key, now)));
      return new Set(distinct.flatMap(({ id }, index) => (threads[index]?.exists ? [id] : [])));
    },
    isRepeatable: true,
  });
}

const isCurrent = gt(activities.expiresAt, sql`${sql.placeholder("now")}::timestamptz`);

/**
 * Stops at what has expired. The top is reached where nothing is above. Each step finds one row by its key: a join without
 * `lateral` may read the whole table.
 */
const threadsAbove = preparedQuery("threads_above", (db, name) =>
  db
    .select({ id: sql<string>`thread.start` })
    .from(
      sql`(
        with recursive steps as (
          select wanted.id as start, wanted.bucket, found.reply_to_id as above
          from ${preparedKeys} cross join lateral (
            select ${activities.replyToId} from ${activities}
            where ${and(isWanted(activities.bucket, activities.id), isCurrent)} limit 1
          ) as found
          union all
          select steps.start, steps.bucket, found.reply_to_id
          from steps cross join lateral (
            select ${activities.replyToId} from ${activities}
            where ${and(eq(activities.bucket, sql`steps.bucket`), eq(activities.id, sql`steps.above`), isCurrent)} limit 1
          ) as found
        )
        select start from steps where above is null
      ) as thread`,
    )
    .prepare(name),
);
