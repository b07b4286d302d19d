import type { ActivityFieldsFragment } from "../../../generated/types.ts";
import type { FeedState, ListName, Relation } from "./feed-state.ts";

const none: Relation = { isBlocked: false, isMuted: false };

/** What the viewer has done about a user; neither blocked nor muted as long as nothing is known. */
export function relationTo({ relations }: FeedState, userId: string): Relation {
  return relations.get(userId) ?? none;
}

/** The viewer has blocked or muted a user, or no longer does. */
export function relationChanged(feed: FeedState, userId: string, change: Partial<Relation>): FeedState {
  const relation = { ...relationTo(feed, userId), ...change };
  return { ...feed, relations: new Map(feed.relations).set(userId, relation) };
}

/**
 * The home feed that was loaded lacks the posts of a user who is no longer blocked or muted: its next visit loads it
 * again. Other lists are loaded again on each visit.
 */
export function homeOutdated(feed: FeedState): FeedState {
  const lists = new Map(feed.lists);
  lists.delete("home");
  return { ...feed, lists, pendingPosts: [], pendingPage: undefined };
}

/** True if an activity is left out of a list. A muted user's own posts stay on their profile. */
export function isHiddenIn(feed: FeedState, list: ListName, { author }: ActivityFieldsFragment): boolean {
  const { isBlocked, isMuted } = relationTo(feed, author.id);
  return isBlocked || (isMuted && !list.startsWith("by:") && !list.startsWith("repliesBy:"));
}
