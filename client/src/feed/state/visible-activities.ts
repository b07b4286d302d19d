import type { ActivityFieldsFragment } from "../../../generated/types.ts";
import { ENDING_MS } from "./ending.ts";
import { getList, repliesTo } from "./feed-state.ts";
import type { FeedState, ListName, MutationFailure } from "./feed-state.ts";
import { withMutations } from "./mutations-in-flight.ts";
import { isHiddenIn, relationTo } from "./relations.ts";

/** An activity as it is shown: the API's last response with the viewer's optimistic updates. */
export interface VisibleActivity {
  activity: ActivityFieldsFragment;
  /** It is being sent. */
  isOutgoing: boolean;
  /** The API no longer has it. */
  isGone: boolean;
  failure: MutationFailure | undefined;
}

/**
 * A list without activities that have expired, are being deleted, or are of a user whom the viewer has blocked or muted.
 *
 * @param now milliseconds since 1970.
 */
export function visibleActivities(feed: FeedState, name: ListName, now: number): VisibleActivity[] {
  const outgoing = feed.outgoing
    .filter(({ list }) => list === name)
    .map(({ activity }) => ({ activity, isOutgoing: true, isGone: false, failure: undefined }));
  const saved = getList(feed, name).ids.map((id) => visibleActivity(feed, id, now));
  const shown = saved
    .filter((item) => item !== undefined)
    .filter(({ activity }) => !isHiddenIn(feed, name, activity));
  // A conversation goes on at its end.
  return repliesTo(name) === undefined ? [...outgoing, ...shown] : [...shown, ...outgoing.toReversed()];
}

/** What is above an activity in its thread, from the top down, as far as it is visible. */
export function visibleAncestors(feed: FeedState, id: string, now: number): VisibleActivity[] {
  const above: VisibleActivity[] = [];
  let parentId = feed.parents.get(id);
  while (parentId !== undefined) {
    const parent = visibleActivity(feed, parentId, now);
    if (parent) above.unshift(parent);
    parentId = feed.parents.get(parentId);
  }
  return above;
}

/** Undefined for an activity that is not loaded, has expired, is being deleted, or is of a blocked user. */
export function visibleActivity(feed: FeedState, id: string, now: number): VisibleActivity | undefined {
  const saved = feed.activities.get(id);
  const activity = saved && withMutations(feed, withOutgoingReplies(feed, saved));
  if (!activity || Date.parse(activity.expiresAt) <= now) return undefined;
  if (relationTo(feed, activity.author.id).isBlocked) return undefined;
  return { activity, isOutgoing: false, isGone: feed.gone.has(id), failure: feed.failures.get(id) };
}

function withOutgoingReplies(feed: FeedState, activity: ActivityFieldsFragment): ActivityFieldsFragment {
  const { length } = feed.outgoing.filter(({ list }) => list === `to:${activity.id}`);
  return length === 0 ? activity : { ...activity, repliesCount: activity.repliesCount + length };
}

/** Counts the pending posts; the viewer's own, which may arrive while they are still being sent, are left out. */
export function countPendingPosts(feed: FeedState, viewerId: string | undefined, now: number): number {
  const isSending = feed.outgoing.some(({ list }) => list === "home");
  return feed.pendingPosts.filter((id) => {
    const post = visibleActivity(feed, id, now);
    if (post === undefined || isHiddenIn(feed, "home", post.activity)) return false;
    return !(isSending && post.activity.author.id === viewerId);
  }).length;
}

/** When the next of the activities begins to end, or has ended, in milliseconds since 1970; `Infinity` where there is none. */
export function nextEnding(activities: readonly VisibleActivity[], now: number): number {
  return Math.min(
    ...activities.map(({ activity }) => {
      const end = Date.parse(activity.expiresAt);
      return now < end - ENDING_MS ? end - ENDING_MS : end;
    }),
  );
}
