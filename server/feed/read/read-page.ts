import { and, eq, gt, lt, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Database } from "../../database/database.ts";
import { preparedQueries, prepareRows } from "../../database/prepared.ts";
import type { Page } from "../../graphql/paging/page-arguments.ts";
import { groupBy } from "../../lib/group-by.ts";
import { users } from "../../users/users-table.ts";
import { activities, activityColumns } from "../model/activities-table.ts";
import { type Activity, readActivity } from "../model/activity.type.ts";
import type { ActivityKey } from "../model/bucket.ts";
import type { FeedViewer } from "../model/feed-viewer.ts";
import type { ReplyOrder } from "../model/reply-order.type.ts";
import { hasPreparedKey, isWanted, preparedKeys, toWantedKeys } from "../model/wanted-keys.ts";
import { authorColumns, readAuthor } from "./author-columns.ts";
import { hiddenParameters, isListed } from "./is-listed.ts";
import { authorKey, indexRange, kindKeys, limitTo, newestId, oldestId } from "./index-range.ts";

// Every page is one range of one index. query-plans.test.ts checks the plans.

/** Top-level activities of everybody, newest first. One row more than `first` means that there are more. */
export async function readHomePage(
  db: Database,
  { kind, now }: Pick<FeedViewer, "kind" | "now">,
  { first, after = newestId }: Page,
): Promise<Activity[]> {
  const { execute, at } = homeFeed(db, { viewer: kind, first, isFiltered: false });
  const rows = await execute({ now: now.toISOString(), after });
  return rows.map((row) => readActivity(row, at, readAuthor(row, at.author)));
}

/** The same without those whose authors the viewer's lists leave out. */
export async function readHomePageWithoutHidden(
  db: Database,
  viewer: FeedViewer,
  { first, after = newestId }: Page,
): Promise<Activity[]> {
  const { kind, now } = viewer;
  const { execute, at } = homeFeed(db, { viewer: kind, first, isFiltered: true });
  const rows = await execute({ now: now.toISOString(), after, ...hiddenParameters(viewer) });
  return rows.map((row) => readActivity(row, at, readAuthor(row, at.author)));
}

/** The top-level activities of one author, newest first, with one row more where there are more. */
export async function readActivitiesOf(
  db: Database,
  author: Activity["author"],
  { kind, now }: Pick<FeedViewer, "kind" | "now">,
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

/** Whether authors who are hidden in lists are left out. */
type Filter = { isFiltered: boolean };

const suffixOf = ({ first, isFiltered }: Pick<Variant, "first"> & Filter): string =>
  isFiltered ? `${first}_filtered` : `${first}`;

const homeFeed = preparedQueries(
  (variant: Variant & Filter) => `home_feed_${variant.viewer}_${suffixOf(variant)}`,
  (db, { viewer, first, isFiltered }, name) => {
    const { within, newestFirst } = indexRange(kindKeys(viewer, false));
    const query = db
      .select({ ...activityColumns, author: authorColumns })
      .from(activities)
      .innerJoin(users, eq(users.id, activities.authorId))
      .where(and(within, isFiltered ? isListed : undefined))
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
  viewer: FeedViewer,
  { first, after, order }: ReplyPage,
): Promise<Map<string, Activity[]>> {
  const isNewestFirst = order === "NEWEST_FIRST";
  const isFiltered = viewer.hiddenPeople.version !== undefined;
  const rest = {
    now: viewer.now.toISOString(),
    after: after ?? (isNewestFirst ? newestId : oldestId),
    ...(isFiltered && hiddenParameters(viewer)),
  };
  const [parent] = parents;
  const isOne = parents.length === 1;
  const { execute, at } = (isOne ? repliesOfOne : repliesPage)(db, { first, order, isFiltered });
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

type ReplyVariant = Pick<ReplyPage, "first" | "order"> & Filter;

const repliesOfOne = preparedQueries(
  (variant: ReplyVariant) => `replies_of_one_${variant.order}_${suffixOf(variant)}`,
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
  (variant: ReplyVariant) => `replies_${variant.order}_${suffixOf(variant)}`,
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
function selectReplies(db: Database, ofParent: SQL | undefined, { first, order, isFiltered }: ReplyVariant) {
  const isNewestFirst = order === "NEWEST_FIRST";
  return db
    .select({ ...activityColumns, authorId: activities.authorId })
    .from(activities)
    .where(
      and(
        ofParent,
        gt(activities.expiresAt, sql.placeholder("now")),
        (isNewestFirst ? lt : gt)(activities.id, sql.placeholder("after")),
        isFiltered ? isListed : undefined,
      ),
    )
    .orderBy(sql`${activities.id} ${sql.raw(isNewestFirst ? "desc" : "asc")} ${limitTo(first)}`)
    .as("page");
}
