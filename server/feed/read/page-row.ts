import { activities } from "../model/activities-table.ts";
import type { Activity, Audience } from "../model/activity.type.ts";

/** What a page reads of each activity: the columns of a `PageRow`, in that order; `authorColumns` come after. */
export const pageColumns = {
  id: activities.id,
  message: activities.message,
  audience: activities.audience,
  replyToId: activities.replyToId,
  likesCount: activities.likesCount,
  repliesCount: activities.repliesCount,
  createdAt: activities.createdAt,
  expiresAt: activities.expiresAt,
};

/** The same without the author. */
type ActivityValues = [
  id: string,
  message: string,
  audience: Audience,
  replyToId: string | null,
  likesCount: number,
  repliesCount: number,
  createdAt: string,
  expiresAt: string,
];
type AuthorValues = [id: string, handle: string, name: string, bio: string | null];

/** A row as the drivers give it: Postgres and PGlite alike, moments as text. */
export type PageRow = [...ActivityValues, ...AuthorValues];

export function isPageRow(values: unknown[]): values is PageRow {
  return values.length === 12;
}

export function isActivityValues(values: unknown[]): values is ActivityValues {
  return values.length === 8;
}

export function rowToActivity(row: PageRow): Activity {
  const [, , , , , , , , id, handle, name, bio] = row;
  return valuesToActivity({ id, handle, name, bio }, row);
}

/** Of an author who is known. */
export function valuesToActivity(author: Activity["author"], row: ActivityValues | PageRow): Activity {
  return {
    id: row[0],
    message: row[1],
    audience: row[2],
    replyToId: row[3],
    likesCount: row[4],
    repliesCount: row[5],
    createdAt: toIso(row[6]),
    expiresAt: toIso(row[7]),
    author,
  };
}

/**
 * ISO 8601 of Postgres' own `2026-11-23 04:02:35.123+00`. Nearly all come in just this length; the others, of another
 * zone or with less of a second, take the long way.
 */
function toIso(moment: string): string {
  return moment.length === 26 && moment.endsWith("+00")
    ? `${moment.slice(0, 10)}T${moment.slice(11, 23)}Z`
    : new Date(moment).toISOString();
}
