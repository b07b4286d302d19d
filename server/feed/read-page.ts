import { and, desc, eq, inArray, lt, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Database } from "../database/database.ts";
import { preparedQuery } from "../database/prepared.ts";
import { users } from "../users/users-table.ts";
import { activities } from "./activities-table.ts";
import { activityColumns, authorColumns } from "./activity-columns.ts";
import type { ActivityWithAuthor } from "./activity.type.ts";
import { groupBy } from "./group-by.ts";
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

/**
 * The replies to each of some activities, newest first, all in one query. That the reader may see the activities is for
 * the caller to know.
 */
export async function readReplies(
  db: Database,
  activityIds: readonly string[],
  reader: Reader,
  { first, after = newest }: Page,
): Promise<Map<string, ActivityWithAuthor[]>> {
  const above = alias(activities, "above");
  const page = db
    .select({ ...activityColumns, authorId: activities.authorId })
    .from(activities)
    .where(and(eq(activities.replyToId, above.id), ...isVisibleTo(reader.kind), lt(activities.id, after)))
    .orderBy(desc(activities.id))
    .limit(first + 1)
    .as("page");
  const { authorId, ...columns } = page._.selectedFields;
  const rows = await db
    .select({ ...columns, author: authorColumns })
    .from(above)
    .crossJoinLateral(page)
    .innerJoin(users, eq(users.id, authorId))
    .where(inArray(above.id, [...activityIds]))
    .prepare("")
    .execute({ now: reader.now.toISOString() });
  return groupBy(rows, ({ replyToId }) => replyToId ?? "");
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
