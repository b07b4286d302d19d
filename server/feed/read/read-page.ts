import { and, eq, gt, lt, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Database } from "../../database/database.ts";
import { preparedQueries, prepareRows } from "../../database/prepared.ts";
import { groupBy } from "../../lib/group-by.ts";
import { users } from "../../users/users-table.ts";
import { activities, activityColumns } from "../model/activities-table.ts";
import { type Activity, readActivity } from "../model/activity.type.ts";
import type { ActivityKey } from "../model/bucket.ts";
import type { FeedViewer } from "../model/feed-viewer.ts";
import type { ReplyOrder } from "../model/reply-order.type.ts";
import { hasPreparedKey, isWanted, preparedKeys, toWantedKeys } from "../model/wanted-keys.ts";
import { authorColumns, readAuthor } from "./author-columns.ts";
import { authorKey, indexRange, kindKeys, limitTo, newestId, oldestId } from "./index-range.ts";

// Every page is one range of one index. query-plans.test.ts checks the plans.

export type Page = {
  first: number;
  /** The id of the activity that the page comes after. */
  after: string | undefined;
};

/** Top-level activities, newest first. One row more than `first` means that there are more. */
export async function readHomeFeed(
  db: Database,
  { kind, now }: FeedViewer,
  { first, after = newestId }: Page,
): Promise<Activity[]> {
  const { execute, at } = homeFeed(db, { viewer: kind, first });
  const rows = await execute({ now: now.toISOString(), after });
  return rows.map((row) => readActivity(row, at, readAuthor(row, at.author)));
}

/** The top-level activities of one author, newest first, with one row more where there are more. */
export async function readActivitiesOf(
  db: Database,
  author: Activity["author"],
  { kind, now }: FeedViewer,
  { first, after = newestId }: Page,
): Promise<Activity[]> {
  return await readPageOf(db, author, { viewer: kind, isReply: false, first }, { now, after });
}

/**
 * The replies of one author, newest first, with one row more where there are more. Some may be below what was deleted: see
 * `replies-of-author.ts`.
 */
export async function readRepliesOf(
  db: Database,
  author: Activity["author"],
  { kind, now }: FeedViewer,
  { first, after = newestId }: Page,
): Promise<Activity[]> {
  return await readPageOf(db, author, { viewer: kind, isReply: true, first }, { now, after });
}

async function readPageOf(
  db: Database,
  author: Activity["author"],
  variant: Variant & { isReply: boolean },
  { now, after }: { now: Date; after: string },
): Promise<Activity[]> {
  const { execute, at } = authorPage(db, variant);
  const rows = await execute({ authorId: author.id, now: now.toISOString(), after });
  return rows.map((row) => readActivity(row, at, author));
}

type Variant = { viewer: FeedViewer["kind"]; first: number };

const homeFeed = preparedQueries(
  ({ viewer, first }: Variant) => `home_feed_${viewer}_${first}`,
  (db, { viewer, first }, name) => {
    const { within, newestFirst } = indexRange(kindKeys(viewer, false));
    const query = db
      .select({ ...activityColumns, author: authorColumns })
      .from(activities)
      .innerJoin(users, eq(users.id, activities.authorId))
      .where(within)
      .orderBy(sql`${newestFirst} ${limitTo(first)}`);
    return prepareRows(db, query, name);
  },
);

const authorPage = preparedQueries(
  ({ viewer, isReply, first }: Variant & { isReply: boolean }) =>
    `author_${isReply ? "replies_" : ""}${viewer}_${first}`,
  (db, { viewer, isReply, first }, name) => {
    const { within, newestFirst } = indexRange([authorKey, ...kindKeys(viewer, isReply)]);
    const query = db
      .select(activityColumns)
      .from(activities)
      .where(within)
      .orderBy(sql`${newestFirst} ${limitTo(first)}`);
    return prepareRows(db, query, name);
  },
);

export type ReplyPage = Page & { order: ReplyOrder };

/**
 * The replies to each of several activities, in one query. The caller has checked that the viewer may read the activities;
 * replies have the same audience.
 */
export async function readReplies(
  db: Database,
  parents: readonly ActivityKey[],
  { now }: FeedViewer,
  { first, after, order }: ReplyPage,
): Promise<Map<string, Activity[]>> {
  const isNewestFirst = order === "NEWEST_FIRST";
  const rest = { now: now.toISOString(), after: after ?? (isNewestFirst ? newestId : oldestId) };
  const [parent] = parents;
  const isOne = parents.length === 1;
  const { execute, at } = (isOne ? repliesOfOne : repliesPage)(db, { first, order });
  const rows = await execute(
    parent && isOne
      ? { ...rest, bucket: parent.bucket, id: parent.id }
      : { ...rest, ...toWantedKeys(parents) },
  );
  const replies = rows.map((row) => readActivity(row, at, readAuthor(row, at.author)));
  // The join with the authors may change the order, and sorting in Postgres would sort the replies of all activities.
  replies.sort((a, b) => (a.id < b.id === isNewestFirst ? 1 : -1));
  return groupBy(replies, ({ replyToId }) => replyToId ?? "");
}

type ReplyVariant = Pick<ReplyPage, "first" | "order">;

const repliesOfOne = preparedQueries(
  ({ first, order }: ReplyVariant) => `replies_of_one_${order}_${first}`,
  (db, variant, name) => {
    const page = selectReplies(db, hasPreparedKey(activities.bucket, activities.replyToId), variant);
    const { authorId, ...columns } = page._.selectedFields;
    const query = db
      .select({ ...columns, author: authorColumns })
      .from(page)
      .innerJoin(users, eq(users.id, authorId));
    return prepareRows(db, query, name);
  },
);

const repliesPage = preparedQueries(
  ({ first, order }: ReplyVariant) => `replies_${order}_${first}`,
  (db, variant, name) => {
    const parent = alias(activities, "parent");
    const ofParent = and(eq(activities.bucket, parent.bucket), eq(activities.replyToId, parent.id));
    const page = selectReplies(db, ofParent, variant);
    const { authorId, ...columns } = page._.selectedFields;
    const query = db
      .select({ ...columns, author: authorColumns })
      .from(preparedKeys)
      .innerJoin(parent, isWanted(parent.bucket, parent.id))
      .crossJoinLateral(page)
      .innerJoin(users, eq(users.id, authorId));
    return prepareRows(db, query, name);
  },
);

/** The first current replies below one activity, after the cursor. */
function selectReplies(db: Database, ofParent: SQL | undefined, { first, order }: ReplyVariant) {
  const isNewestFirst = order === "NEWEST_FIRST";
  return db
    .select({ ...activityColumns, authorId: activities.authorId })
    .from(activities)
    .where(
      and(
        ofParent,
        gt(activities.expiresAt, sql.placeholder("now")),
        (isNewestFirst ? lt : gt)(activities.id, sql.placeholder("after")),
      ),
    )
    .orderBy(sql`${activities.id} ${sql.raw(isNewestFirst ? "desc" : "asc")} ${limitTo(first)}`)
    .as("page");
}
