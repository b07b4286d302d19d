import { and, type Column, eq, gt, lt, ne, type SQL, sql, type SQLWrapper } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Database } from "../../database/database.ts";
import { preparedQueries, prepareRows } from "../../database/prepared.ts";
import { users } from "../../users/users-table.ts";
import { activities } from "../model/activities-table.ts";
import type { Activity } from "../model/activity.type.ts";
import { authorColumns } from "../model/activity-columns.ts";
import { groupBy } from "../../lib/group-by.ts";
import { isActivityValues, isPageRow, pageColumns, rowToActivity, valuesToActivity } from "./page-row.ts";
import type { FeedViewer } from "../model/feed-viewer.ts";

// Every page is one stretch of one index, read backwards. The queries leave Postgres no other way that looks cheap by its
// statistics and is not by the rows at hand: past a storm of replies to come to the posts, past everybody's posts to come
// to one author's. A test holds their plans.

export type Page = {
  first: number;
  /** The id of the activity to read on behind. */
  after: string | undefined;
};

/** Behind every id and before every id. */
const newest = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const oldest = "00000000-0000-0000-0000-000000000000";

/** Top-level activities, newest first. One row more than asked for tells that there is more. */
export async function readHomeFeed(
  db: Database,
  { kind, now }: FeedViewer,
  { first, after = newest }: Page,
): Promise<Activity[]> {
  const rows = await homeFeed(db, { reader: kind, first }).execute({ now: now.toISOString(), after });
  return rows.map(rowToActivity);
}

/** The same of one author. */
export async function readActivitiesOf(
  db: Database,
  author: Activity["author"],
  { kind, now }: FeedViewer,
  { first, after = newest }: Page,
): Promise<Activity[]> {
  const values = { authorId: author.id, now: now.toISOString(), after };
  const rows = await authorPage(db, { reader: kind, first }).execute(values);
  return rows.map((row) => valuesToActivity(author, row));
}

type Variant = { reader: FeedViewer["kind"]; first: number };

const homeFeed = preparedQueries(
  ({ reader, first }: Variant) => `home_feed_${reader}_${first}`,
  (db, { reader, first }, name) => {
    const { within, newestFirst } = stretch(topLevelOf(reader));
    const query = db
      .select({ ...pageColumns, author: authorColumns })
      .from(activities)
      .innerJoin(users, eq(users.id, activities.authorId))
      .where(within)
      .orderBy(sql`${newestFirst} ${limitTo(first)}`);
    return prepareRows(db, query, name, isPageRow);
  },
);

const authorPage = preparedQueries(
  ({ reader, first }: Variant) => `author_${reader}_${first}`,
  (db, { reader, first }, name) => {
    const keys: Key[] = [[activities.authorId, sql.placeholder("authorId")], ...topLevelOf(reader)];
    const { within, newestFirst } = stretch(keys);
    const query = db
      .select(pageColumns)
      .from(activities)
      .where(within)
      .orderBy(sql`${newestFirst} ${limitTo(first)}`);
    return prepareRows(db, query, name, isActivityValues);
  },
);

/** A column that an index begins with, and what it must be. */
type Key = [column: Column, value: SQLWrapper];

function topLevelOf(reader: FeedViewer["kind"]): Key[] {
  const isPost: Key = [activities.isReply, sql`false`];
  return reader === "guest" ? [isPost, [activities.audience, sql`'PUBLIC'`]] : [isPost];
}

/**
 * What is between the keys with an id and the keys without one, and the order of that. Compared as rows, so that the
 * order begins with the keys as well, and only the index that has all of them can serve it. Up to and with the id, since
 * Postgres reckons with the first column alone: nothing is less than `false`, it would expect no rows.
 */
function stretch(keys: Key[]): { within: SQL | undefined; newestFirst: SQL } {
  const after = sql.placeholder("after");
  const columns = [...keys.map(([column]) => column), activities.id];
  const upTo = (id: SQLWrapper): SQL => tuple([...keys.map(([, value]) => value), id]);
  return {
    within: and(
      sql`${tuple(columns)} <= ${upTo(after)}`,
      sql`${tuple(columns)} >= ${upTo(sql`${oldest}`)}`,
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
 * The replies to each of some activities, newest first, all in one query. That the reader may see the activities is for
 * the caller to know, and then they may see the replies.
 */
export async function readReplies(
  db: Database,
  activityIds: readonly string[],
  { now }: FeedViewer,
  { first, after = newest }: Page,
): Promise<Map<string, Activity[]>> {
  const rows = await repliesPage(db, { first }).execute({ activityIds, now: now.toISOString(), after });
  return groupBy(rows.map(rowToActivity), ({ replyToId }) => replyToId ?? "");
}

const repliesPage = preparedQueries(
  ({ first }: Pick<Variant, "first">) => `replies_${first}`,
  (db, { first }, name) => {
    const above = alias(activities, "above");
    const page = db
      .select({ ...pageColumns, authorId: activities.authorId })
      .from(activities)
      .where(
        and(
          eq(activities.replyToId, above.id),
          gt(activities.expiresAt, sql.placeholder("now")),
          lt(activities.id, sql.placeholder("after")),
        ),
      )
      .orderBy(sql`${activities.id} desc ${limitTo(first)}`)
      .as("page");
    const { authorId, ...columns } = page._.selectedFields;
    const query = db
      .select({ ...columns, author: authorColumns })
      .from(above)
      .crossJoinLateral(page)
      .innerJoin(users, eq(users.id, authorId))
      .where(sql`${above.id} = any(${sql.placeholder("activityIds")}::uuid[])`);
    return prepareRows(db, query, name, isPageRow);
  },
);

/**
 * In the text: with a limit in a parameter Postgres takes the plan for a tenth of the table, or plans anew each time,
 * which is half of the work.
 */
function limitTo(first: number): SQL {
  return sql`limit ${sql.raw(String(first + 1))}`;
}
