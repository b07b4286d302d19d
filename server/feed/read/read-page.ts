import { and, type Column, eq, gt, lt, ne, type SQL, sql, type SQLWrapper } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Database } from "../../database/database.ts";
import { preparedQueries, prepareRows } from "../../database/prepared.ts";
import { groupBy } from "../../lib/group-by.ts";
import { users } from "../../users/users-table.ts";
import { activities, activityColumns } from "../model/activities-table.ts";
import { type Activity, readActivity } from "../model/activity.type.ts";
import type { ActivityKey } from "../model/bucket.ts";
import type { FeedViewer } from "../model/feed-viewer.ts";
import { hasPreparedKey, isWanted, preparedKeys, toWantedKeys } from "../model/wanted-keys.ts";
import { authorColumns, readAuthor } from "./author-columns.ts";

// Every page is one range of one index, read backwards. The queries leave Postgres no other plan, because its statistics
// favour plans that the data at hand makes slow: filtering a flood of replies out to find the posts, or everybody's posts
// out to find one author's. query-plans.test.ts checks the plans.

export type Page = {
  first: number;
  /** The id of the activity that the page comes after. */
  after: string | undefined;
};

const newestId = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const oldestId = "00000000-0000-0000-0000-000000000000";

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
  const { execute, at } = authorPage(db, { viewer: kind, first });
  const rows = await execute({ authorId: author.id, now: now.toISOString(), after });
  return rows.map((row) => readActivity(row, at, author));
}

type Variant = { viewer: FeedViewer["kind"]; first: number };

const homeFeed = preparedQueries(
  ({ viewer, first }: Variant) => `home_feed_${viewer}_${first}`,
  (db, { viewer, first }, name) => {
    const { within, newestFirst } = indexRange(topLevelFor(viewer));
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
  ({ viewer, first }: Variant) => `author_${viewer}_${first}`,
  (db, { viewer, first }, name) => {
    const keys: Key[] = [[activities.authorId, sql.placeholder("authorId")], ...topLevelFor(viewer)];
    const { within, newestFirst } = indexRange(keys);
    const query = db
      .select(activityColumns)
      .from(activities)
      .where(within)
      .orderBy(sql`${newestFirst} ${limitTo(first)}`);
    return prepareRows(db, query, name);
  },
);

/** A leading column of an index, and the value that it must have. */
type Key = [column: Column, value: SQLWrapper];

function topLevelFor(viewer: FeedViewer["kind"]): Key[] {
  const isPost: Key = [activities.isReply, sql`false`];
  return viewer === "guest" ? [isPost, [activities.audience, sql`'PUBLIC'`]] : [isPost];
}

/**
 * The index entries with these keys that come after the cursor, and their order. Conditions and order compare whole rows
 * that begin with the keys, so only the index on exactly these columns can serve them. The range includes the cursor's id,
 * which another condition then excludes: Postgres estimates a row comparison by its first column, and `< false` would
 * promise no rows.
 */
function indexRange(keys: Key[]): { within: SQL | undefined; newestFirst: SQL } {
  const after = sql.placeholder("after");
  const columns = [...keys.map(([column]) => column), activities.id];
  const boundary = (id: SQLWrapper): SQL => tuple([...keys.map(([, value]) => value), id]);
  return {
    within: and(
      sql`${tuple(columns)} <= ${boundary(after)}`,
      sql`${tuple(columns)} >= ${boundary(sql`${oldestId}`)}`,
      ne(activities.id, after),
      gt(activities.expiresAt, sql.placeholder("now")),
    ),
    newestFirst: sql.join(
      columns.map((column) => sql`${column} desc`),
      sql`, `,
    ),
  };
}

function tuple(parts: SQLWrapper[]): SQL {
  return sql`(${sql.join(parts, sql`, `)})`;
}

/**
 * The replies to each of several activities, newest first, in one query. The caller has checked that the viewer may read
 * the activities; replies have the same audience.
 */
export async function readReplies(
  db: Database,
  parents: readonly ActivityKey[],
  { now }: FeedViewer,
  { first, after = newestId }: Page,
): Promise<Map<string, Activity[]>> {
  const rest = { now: now.toISOString(), after };
  const [parent] = parents;
  const isOne = parents.length === 1;
  const { execute, at } = isOne ? repliesOfOne(db, { first }) : repliesPage(db, { first });
  const rows = await execute(
    parent && isOne
      ? { ...rest, bucket: parent.bucket, id: parent.id }
      : { ...rest, ...toWantedKeys(parents) },
  );
  const replies = rows.map((row) => readActivity(row, at, readAuthor(row, at.author)));
  // The join with the authors may change the order, and sorting in Postgres would sort the replies of all activities.
  replies.sort((a, b) => (a.id < b.id ? 1 : -1));
  return groupBy(replies, ({ replyToId }) => replyToId ?? "");
}

const repliesOfOne = preparedQueries(
  ({ first }: Pick<Variant, "first">) => `replies_of_one_${first}`,
  (db, { first }, name) => {
    const page = selectReplies(db, hasPreparedKey(activities.bucket, activities.replyToId), first);
    const { authorId, ...columns } = page._.selectedFields;
    const query = db
      .select({ ...columns, author: authorColumns })
      .from(page)
      .innerJoin(users, eq(users.id, authorId));
    return prepareRows(db, query, name);
  },
);

const repliesPage = preparedQueries(
  ({ first }: Pick<Variant, "first">) => `replies_${first}`,
  (db, { first }, name) => {
    const parent = alias(activities, "parent");
    const ofParent = and(eq(activities.bucket, parent.bucket), eq(activities.replyToId, parent.id));
    const page = selectReplies(db, ofParent, first);
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

/** The newest current replies below one activity, after the cursor. */
function selectReplies(db: Database, ofParent: SQL | undefined, first: number) {
  return db
    .select({ ...activityColumns, authorId: activities.authorId })
    .from(activities)
    .where(
      and(
        ofParent,
        gt(activities.expiresAt, sql.placeholder("now")),
        lt(activities.id, sql.placeholder("after")),
      ),
    )
    .orderBy(sql`${activities.id} desc ${limitTo(first)}`)
    .as("page");
}

/**
 * Written into the statement's text: with a limit in a parameter Postgres either assumes a tenth of the table or plans
 * each execution anew, which is half of the work.
 */
function limitTo(first: number): SQL {
  return sql`limit ${sql.raw(String(first + 1))}`;
}
