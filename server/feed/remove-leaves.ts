import { inArray, type SQL, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { activities } from "./activities-table.ts";
import { likes } from "./likes-table.ts";

/** Rows of a kind that go in one transaction; Aurora DSQL allows 3,000 rows of all kinds. */
export const batchSize = 500;

/**
 * Takes the rows of some activities that nothing hangs under any more, of all that hang under the given ones and of
 * these themselves, and the likes of them. Called again and again it takes everything, however much there is, and at no
 * time is there a row that points to none.
 *
 * @param tops a query for the ids of activities that are gone for everybody.
 * @returns how many rows it took; none: nothing is left.
 */
export async function removeLeaves(tx: Database, tops: SQL): Promise<number> {
  // Lateral and limited, so that it is one look into the index for each, whatever the planner expects of a recursion.
  const leaves = await tx.select({ id: sql<string>`id` }).from(sql`(
    with recursive doomed as (
      (${tops})
      union
      select under.id from doomed cross join lateral (
        select id from activities where reply_to_id = doomed.id limit ${batchSize}
      ) under
    )
    select doomed.id from doomed left join lateral (
      select id from activities where reply_to_id = doomed.id limit 1
    ) under on true
    where under.id is null
    limit ${batchSize}
  ) leaves`);
  if (leaves.length === 0) return 0;
  const ids = leaves.map(({ id }) => id);
  const some = tx
    .select({ activityId: likes.activityId, userId: likes.userId })
    .from(likes)
    .where(inArray(likes.activityId, ids))
    .limit(batchSize);
  const unliked = await tx
    .delete(likes)
    .where(inArray(sql`(${likes.activityId}, ${likes.userId})`, some))
    .returning({ userId: likes.userId });
  if (unliked.length === batchSize) return unliked.length;
  const removed = await tx
    .delete(activities)
    .where(inArray(activities.id, ids))
    .returning({ id: activities.id });
  return unliked.length + removed.length;
}
