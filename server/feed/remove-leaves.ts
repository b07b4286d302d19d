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
  const leaves = await tx.select({ id: sql<string>`id` }).from(sql`(
    with recursive doomed as (
      (${tops})
      union
      select under.id from activities under join doomed on under.reply_to_id = doomed.id
    )
    select id from doomed
    where not exists (select 1 from activities under where under.reply_to_id = doomed.id)
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
