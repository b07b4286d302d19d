import { and, type Column, desc, gt, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { preparedQueries, prepareRows } from "../../database/prepared.ts";
import { users } from "../../users/users-table.ts";
import { activities, activityColumns } from "../model/activities-table.ts";
import { type Activity, type Audience, readActivity } from "../model/activity.type.ts";
import type { FeedViewer } from "../model/feed-viewer.ts";
import { authorColumns, readAuthor } from "./author-columns.ts";
import { indexRange, kindKeys, newestId } from "./index-range.ts";

/** How many posts a list has, before those that a viewer hides are left out. */
const maximumLength = 50;

/** The posts that are compared: a bound, so that the lists cost the same at any size of the feed. */
export const recentPosts = 200;

/** The posts that end next, the first one first. */
export async function readEndingSoon(db: Database, { kind, now }: FeedViewer): Promise<Activity[]> {
  const audiences: Audience[] = kind === "guest" ? ["PUBLIC"] : ["PUBLIC", "MEMBERS"];
  const parts = await Promise.all(
    audiences.map(async (audience) => {
      const { execute, at } = endingSoon(db, audience);
      const rows = await execute({ now: now.toISOString() });
      return rows.map((row) => readActivity(row, at, readAuthor(row, at.author)));
    }),
  );
  return parts
    .flat()
    .toSorted((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1))
    .slice(0, maximumLength);
}

/** Those of the newest posts that have replies, the most replied first. */
export async function readMostReplied(db: Database, { kind, now }: FeedViewer): Promise<Activity[]> {
  const { execute, at } = mostReplied(db, kind);
  const rows = await execute({ now: now.toISOString(), after: newestId });
  return rows.map((row) => readActivity(row, at, readAuthor(row, at.author)));
}

/** The newest post of each author of the newest posts, newest first. */
export async function readNewestOfAuthors(db: Database, { kind, now }: FeedViewer): Promise<Activity[]> {
  const { execute, at } = newestOfAuthors(db, kind);
  const rows = await execute({ now: now.toISOString(), after: newestId });
  return rows.map((row) => readActivity(row, at, readAuthor(row, at.author)));
}

const endingSoon = preparedQueries(
  (wanted: Audience) => `ending_soon_${wanted.toLowerCase()}`,
  (db, wanted, name) => {
    const { isReply, audience, expiresAt, authorId } = activities;
    const value = sql.raw(`'${wanted}'`);
    const now = sql`${sql.placeholder("now")}::timestamptz`;
    const columns = sql`(${isReply}, ${audience}, ${expiresAt})`;
    const ending = db
      .select({ ...activityColumns, authorId })
      .from(activities)
      .where(
        and(
          sql`${columns} >= (false, ${value}, ${now})`,
          sql`${columns} <= (false, ${value}, 'infinity'::timestamptz)`,
          gt(expiresAt, now),
        ),
      )
      .orderBy(sql`${isReply}, ${audience}, ${expiresAt} limit ${sql.raw(String(maximumLength))}`)
      .as("ending");
    const { authorId: endingAuthor, ...endingColumns } = ending._.selectedFields;
    const author = selectAuthor(db, endingAuthor);
    const query = db
      .select({ ...endingColumns, author: author._.selectedFields })
      .from(ending)
      .crossJoinLateral(author);
    return prepareRows(db, query, name);
  },
);

/** The newest posts that a viewer may read, as a table of a statement. */
function selectRecent(db: Database, viewer: FeedViewer["kind"]) {
  const { within, newestFirst } = indexRange(kindKeys(viewer, false));
  return db
    .select({ ...activityColumns, authorId: activities.authorId })
    .from(activities)
    .where(within)
    .orderBy(sql`${newestFirst} limit ${sql.raw(String(recentPosts))}`)
    .as("recent");
}

/** One row by its key: a join without `lateral` may read the whole table. */
function selectAuthor(db: Database, authorId: Column) {
  return db
    .select(authorColumns)
    .from(users)
    .where(sql`${users.id} = ${authorId} limit 1`)
    .as("author");
}

const mostReplied = preparedQueries(
  (viewer: FeedViewer["kind"]) => `most_replied_${viewer}`,
  (db, viewer, name) => {
    const recent = selectRecent(db, viewer);
    const { authorId, ...columns } = recent._.selectedFields;
    const author = selectAuthor(db, authorId);
    const query = db
      .select({ ...columns, author: author._.selectedFields })
      .from(recent)
      .crossJoinLateral(author)
      .where(gt(recent.repliesCount, 0))
      .orderBy(desc(recent.repliesCount), sql`${recent.id} desc limit ${sql.raw(String(maximumLength))}`);
    return prepareRows(db, query, name);
  },
);

const newestOfAuthors = preparedQueries(
  (viewer: FeedViewer["kind"]) => `newest_of_authors_${viewer}`,
  (db, viewer, name) => {
    const recent = selectRecent(db, viewer);
    const newest = db
      .selectDistinctOn([recent.authorId])
      .from(recent)
      .orderBy(recent.authorId, desc(recent.id))
      .as("newest");
    const { authorId, ...columns } = newest._.selectedFields;
    const author = selectAuthor(db, authorId);
    const query = db
      .select({ ...columns, author: author._.selectedFields })
      .from(newest)
      .crossJoinLateral(author)
      .orderBy(sql`${newest.id} desc limit ${sql.raw(String(maximumLength))}`);
    return prepareRows(db, query, name);
  },
);
