import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { preparedQuery } from "../database/prepared.ts";
import { users } from "../users/users-table.ts";
import { activities } from "./activities-table.ts";
import { activityColumns, authorColumns } from "./activity-columns.ts";
import type { ActivityWithAuthor } from "./activity.type.ts";
import { isVisibleTo, type Reader } from "./reader.ts";

export type Page = {
  first: number;
  /** The id of the activity to read on behind. */
  after: string | undefined;
};

/** Behind every id: where a first page begins. */
const newest = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Top-level activities, newest first. One row more than asked for tells that there is more. */
export async function readHomeFeed(db: Database, reader: Reader, page: Page): Promise<ActivityWithAuthor[]> {
  return await homeFeedPage(db, variantOf(reader, page)).execute(valuesOf(reader, page));
}

/** The same of one author. */
export async function readActivitiesOf(
  db: Database,
  authorId: string,
  reader: Reader,
  page: Page,
): Promise<ActivityWithAuthor[]> {
  return await authorPage(db, variantOf(reader, page)).execute({ authorId, ...valuesOf(reader, page) });
}

/** The replies to one activity, newest first. That the reader may see the activity is for the caller to know. */
export async function readReplies(
  db: Database,
  activityId: string,
  reader: Reader,
  page: Page,
): Promise<ActivityWithAuthor[]> {
  return await repliesPage(db, variantOf(reader, page)).execute({ activityId, ...valuesOf(reader, page) });
}

type Variant = {
  reader: Reader["kind"];
  /** Part of the statement: a plan for an unknown number of rows would be one for many. */
  limit: number;
};

const homeFeedPage = pageOf("home_feed", [eq(activities.isReply, false)]);
const authorPage = pageOf("author", [
  eq(activities.authorId, sql.placeholder("authorId")),
  eq(activities.isReply, false),
]);
const repliesPage = pageOf("replies", [eq(activities.replyToId, sql.placeholder("activityId"))]);

function pageOf(name: string, list: SQL[]) {
  return preparedQuery(
    ({ reader, limit }: Variant) => `${name}_${reader}_${limit}`,
    (db, { reader, limit }, statement) =>
      db
        .select({ ...activityColumns, author: authorColumns })
        .from(activities)
        .innerJoin(users, eq(users.id, activities.authorId))
        .where(and(...list, ...isVisibleTo(reader), lt(activities.id, sql.placeholder("after"))))
        .orderBy(desc(activities.id))
        .limit(limit)
        .prepare(statement),
  );
}

function variantOf(reader: Reader, { first }: Page): Variant {
  return { reader: reader.kind, limit: first + 1 };
}

function valuesOf({ now }: Reader, { after = newest }: Page): Record<string, unknown> {
  return { now: now.toISOString(), after };
}
