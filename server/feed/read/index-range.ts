import { and, type Column, gt, ne, type SQL, sql, type SQLWrapper } from "drizzle-orm";
import { activities } from "../model/activities-table.ts";
import type { FeedViewer } from "../model/feed-viewer.ts";

// The queries leave Postgres no other plan than one range of one index, because its statistics favour plans that the data
// at hand makes slow: filtering a flood of replies out to find the posts, or everybody's posts out to find one author's.

/** At or after all ids. */
export const newestId = "ffffffff-ffff-ffff-ffff-ffffffffffff";
/** At or before all ids. */
export const oldestId = "00000000-0000-0000-0000-000000000000";

/** A leading column of an index, and the value that it must have. */
export type IndexKey = [column: Column, value: SQLWrapper];

/** The author, as `authorId` of the statement. */
export const authorKey: IndexKey = [activities.authorId, sql.placeholder("authorId")];

/** The keys of the posts, or of the replies, that a viewer may read. */
export function kindKeys(viewer: FeedViewer["kind"], isReply: boolean): IndexKey[] {
  const isOfKind: IndexKey = [activities.isReply, sql.raw(String(isReply))];
  return viewer === "guest" ? [isOfKind, [activities.audience, sql`'PUBLIC'`]] : [isOfKind];
}

/**
 * The index entries with these keys that come after the cursor, and their order. Conditions and order compare whole rows
 * that begin with the keys, so only the index on exactly these columns can serve them. The range includes the cursor's id,
 * which another condition then excludes: Postgres estimates a row comparison by its first column, and `< false` would
 * promise no rows.
 */
export function indexRange(keys: IndexKey[]): { within: SQL | undefined; newestFirst: SQL } {
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
 * Written into the statement's text: with a limit in a parameter Postgres either assumes a tenth of the table or plans
 * each execution anew, which is half of the work.
 */
export function limitTo(first: number): SQL {
  return sql`limit ${sql.raw(String(first + 1))}`;
}
