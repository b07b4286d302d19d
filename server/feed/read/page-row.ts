import { type Positions, type RawRow, valueAt } from "../../database/row-positions.ts";
import type { activityColumns, authorColumns } from "../model/activity-columns.ts";
import type { Activity } from "../model/activity.type.ts";

/** Reads an activity from a raw row. The compiler refuses one without a field of `Activity`. */
export function readActivity(
  row: RawRow,
  at: Positions<typeof activityColumns>,
  author: Activity["author"],
): Activity {
  return {
    id: valueAt(row, at.id),
    message: valueAt(row, at.message),
    audience: valueAt(row, at.audience),
    replyToId: valueAt(row, at.replyToId),
    likesCount: valueAt(row, at.likesCount),
    repliesCount: valueAt(row, at.repliesCount),
    createdAt: toIso(valueAt(row, at.createdAt)),
    expiresAt: toIso(valueAt(row, at.expiresAt)),
    author,
  };
}

export function readAuthor(row: RawRow, at: Positions<typeof authorColumns>): Activity["author"] {
  return {
    id: valueAt(row, at.id),
    handle: valueAt(row, at.handle),
    name: valueAt(row, at.name),
    bio: valueAt(row, at.bio),
  };
}

/**
 * Converts Postgres' `2026-11-23 04:02:35.123+00` to ISO 8601. Nearly all timestamps have exactly this length; those of
 * another zone or precision take the slower way.
 */
function toIso(timestamp: string): string {
  return timestamp.length === 26 && timestamp.endsWith("+00")
    ? `${timestamp.slice(0, 10)}T${timestamp.slice(11, 23)}Z`
    : new Date(timestamp).toISOString();
}
