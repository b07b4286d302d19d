import { and, sql } from "drizzle-orm";
import { hasNotBlocked } from "../../safety/may-reach.ts";
import { activities } from "../model/activities-table.ts";
import type { FeedViewer } from "../model/feed-viewer.ts";

/**
 * Whether the author is not hidden from the viewer in lists, as a condition of a prepared statement: checked for each row
 * that an index returns, until there are enough.
 */
export const isListed = and(
  sql`${activities.authorId} <> all(${sql.placeholder("hiddenIds")}::uuid[])`,
  hasNotBlocked(activities.authorId, sql`${sql.placeholder("viewerId")}::uuid`),
);

/** The parameters of a statement that has `isListed`. */
export function hiddenParameters({
  hiddenPeople,
}: Pick<FeedViewer, "hiddenPeople">): Record<string, unknown> {
  const { blocked, muted, viewerId } = hiddenPeople;
  return { hiddenIds: [...blocked, ...muted], viewerId };
}
