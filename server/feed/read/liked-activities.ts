import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { preparedQuery } from "../../database/prepared.ts";
import { likes } from "../model/likes-table.ts";

/** Those of the activities that a user likes. */
export async function readLikedIds(
  db: Database,
  userId: string,
  activityIds: readonly string[],
): Promise<Set<string>> {
  const rows = await likesOf(db).execute({ userId, activityIds });
  return new Set(rows.map(({ activityId }) => activityId));
}

const likesOf = preparedQuery("liked_by", (db, name) =>
  db
    .select({ activityId: likes.activityId })
    .from(likes)
    .where(
      and(
        eq(likes.userId, sql.placeholder("userId")),
        sql`${likes.activityId} = any(${sql.placeholder("activityIds")}::uuid[])`,
      ),
    )
    .prepare(name),
);
