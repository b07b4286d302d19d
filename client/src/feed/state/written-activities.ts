import type { ActivityFieldsFragment } from "../../../generated/types.ts";
import { getList, repliesTo, union, withActivities, withList, withParents } from "./feed-state.ts";
import type { FeedState, Outgoing } from "./feed-state.ts";
import { without } from "./mutations-in-flight.ts";

// Activities that the viewer's mutations create and delete.

export function outgoingAdded(feed: FeedState, outgoing: Outgoing): FeedState {
  return { ...feed, outgoing: [outgoing, ...feed.outgoing] };
}

export function outgoingRemoved(feed: FeedState, outgoingId: string): FeedState {
  return { ...feed, outgoing: feed.outgoing.filter(({ activity }) => activity.id !== outgoingId) };
}

/** Replaces an outgoing activity with the one that the API has created. */
export function outgoingSaved(
  feed: FeedState,
  outgoingId: string,
  activity: ActivityFieldsFragment,
): FeedState {
  const list = feed.outgoing.find((outgoing) => outgoing.activity.id === outgoingId)?.list;
  let next = withActivities(outgoingRemoved(feed, outgoingId), [activity]);
  if (list === undefined) return next;
  const { ids } = getList(next, list);
  const parentId = repliesTo(list);
  if (parentId === undefined) {
    next = withList(next, list, { ids: union([activity.id], ids) });
  } else {
    // The replies to an activity are a conversation: the newest is the last.
    next = withParents(withList(next, list, { ids: union(ids, [activity.id]) }), [[activity.id, parentId]]);
    const parent = next.activities.get(parentId);
    if (parent) next = withActivities(next, [{ ...parent, repliesCount: parent.repliesCount + 1 }]);
  }
  return { ...next, pendingPosts: next.pendingPosts.filter((id) => id !== activity.id) };
}

/** Removes an activity that the API has deleted from every list, and from the reply count of its parent. */
export function activityDeleted(feed: FeedState, id: string): FeedState {
  const lists = new Map(feed.lists);
  for (const [name, list] of lists) {
    if (!list.ids.includes(id)) continue;
    lists.set(name, { ...list, ids: list.ids.filter((other) => other !== id) });
  }
  let next: FeedState = {
    ...activityGone(feed, id),
    activities: without(feed.activities, id),
    lists,
    pendingPosts: feed.pendingPosts.filter((other) => other !== id),
  };
  const parent = next.activities.get(feed.parents.get(id) ?? "");
  if (parent) {
    next = withActivities(next, [{ ...parent, repliesCount: Math.max(0, parent.repliesCount - 1) }]);
  }
  return next;
}

/** Marks an activity that the API no longer has, where it is shown until the next load. */
export function activityGone(feed: FeedState, id: string): FeedState {
  return { ...feed, gone: new Set(feed.gone).add(id), inFlight: without(feed.inFlight, id) };
}
