import { sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { preparedQueries } from "../../database/prepared.ts";
import { activities } from "../model/activities-table.ts";
import type { FeedViewer } from "../model/feed-viewer.ts";
import { readCurrentThreads } from "./current-threads.ts";
import { authorKey, indexRange, kindKeys, newestId } from "./index-range.ts";

/** Posts or replies of one author are counted up to this number: to count them reads each. */
export const maximumCount = 1000;

export type AuthorCount = { authorId: string; isReply: boolean };

/** How many posts or replies of an author the viewer may read, up to `maximumCount`. */
export async function countActivitiesOf(
  db: Database,
  { authorId, isReply }: AuthorCount,
  { kind, now }: FeedViewer,
): Promise<number> {
  const rows = await authorKeys(db, { viewer: kind, isReply }).execute({
    authorId,
    now: now.toISOString(),
    after: newestId,
  });
  if (!isReply) return rows.length;
  const parents = rows.flatMap(({ bucket, replyToId }) =>
    replyToId === null ? [] : [{ bucket, id: replyToId }],
  );
  const current = await readCurrentThreads(db, parents, now);
  return parents.filter(({ id }) => current.has(id)).length;
}

const authorKeys = preparedQueries(
  ({ viewer, isReply }: { viewer: FeedViewer["kind"]; isReply: boolean }) =>
    `author_keys_${isReply ? "replies_" : ""}${viewer}`,
  (db, { viewer, isReply }, name) => {
    const { within, newestFirst } = indexRange([authorKey, ...kindKeys(viewer, isReply)]);
    return db
      .select({ bucket: activities.bucket, replyToId: activities.replyToId })
      .from(activities)
      .where(within)
      .orderBy(sql`${newestFirst} limit ${sql.raw(String(maximumCount))}`)
      .prepare(name);
  },
);
