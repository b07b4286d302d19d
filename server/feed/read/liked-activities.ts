import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { preparedQuery } from "../../database/prepared.ts";
import type { ActivityKey } from "../model/bucket.ts";
import { likes } from "../model/likes-table.ts";
import { hasPreparedKey, isWanted, preparedKeys, toWantedKeys } from "../model/wanted-keys.ts";

/** The ids of those of the activities that a user likes. */
export async function readLikedIds(
  db: Database,
  userId: string,
  keys: readonly ActivityKey[],
): Promise<Set<string>> {
  const [key] = keys;
  const rows =
    key && keys.length === 1
      ? await likeOf(db).execute({ userId, bucket: key.bucket, id: key.id })
      : await likesOf(db).execute({ userId, ...toWantedKeys(keys) });
  return new Set(rows.map(({ activityId }) => activityId));
}

const byUser = eq(likes.userId, sql.placeholder("userId"));

const likeOf = preparedQuery("liked_one_by", (db, name) =>
  db
    .select({ activityId: likes.activityId })
    .from(likes)
    .where(and(hasPreparedKey(likes.bucket, likes.activityId), byUser))
    .prepare(name),
);

const likesOf = preparedQuery("liked_by", (db, name) =>
  db
    .select({ activityId: likes.activityId })
    .from(preparedKeys)
    .innerJoin(likes, isWanted(likes.bucket, likes.activityId))
    .where(byUser)
    .prepare(name),
);
