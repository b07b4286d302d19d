import { type Positions, type RawRow, valueAt } from "../../database/row-positions.ts";
import type { activityColumns, authorColumns } from "../model/activity-columns.ts";
import type { Activity } from "../model/activity.type.ts";

/** Makes an activity of a raw row. The compiler refuses a selected column that is missing here. */
export function toActivity(
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
  } satisfies Record<keyof typeof activityColumns, unknown> & { author: unknown };
}

export function toAuthor(row: RawRow, at: Positions<typeof authorColumns>): Activity["author"] {
  return {
    id: valueAt(row, at.id),
    handle: valueAt(row, at.handle),
    name: valueAt(row, at.name),
    bio: valueAt(row, at.bio),
  } satisfies Record<keyof typeof authorColumns, unknown>;
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
