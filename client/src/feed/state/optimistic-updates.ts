import type { ActivityFieldsFragment } from "../../../generated/types.ts";
import { listIn, union, withKnown, withList } from "./feed-state.ts";
import type { FeedState, Unsent } from "./feed-state.ts";

// What the viewer asks of the API, and what comes of it. A refusal is in refused.ts, which is needed without the rest.

/** A text is on its way. */
export function sending(feed: FeedState, unsent: Unsent): FeedState {
  return { ...feed, unsent: [unsent, ...feed.unsent] };
}

export function notSent(feed: FeedState, unsentId: string): FeedState {
  return { ...feed, unsent: feed.unsent.filter(({ activity }) => activity.id !== unsentId) };
}

/** In place of what was shown for it stands what the API has made of it. */
export function sent(feed: FeedState, unsentId: string, activity: ActivityFieldsFragment): FeedState {
  const list = feed.unsent.find((unsent) => unsent.activity.id === unsentId)?.list;
  let next = withKnown(notSent(feed, unsentId), [activity]);
  if (list === undefined) return next;
  next = withList(next, list, { ids: union([activity.id], listIn(next, list).ids) });
  const parent = list.startsWith("to:") ? next.known.get(list.slice("to:".length)) : undefined;
  if (parent) next = withKnown(next, [{ ...parent, repliesCount: parent.repliesCount + 1 }]);
  return { ...next, news: next.news.filter((id) => id !== activity.id) };
}

/** Whether the viewer wants to like it. */
export function likeWanted(feed: FeedState, id: string, wanted: boolean): FeedState {
  return {
    ...feed,
    likes: new Map(feed.likes).set(id, wanted),
    refusals: without(feed.refusals, id),
  };
}

/** The API has been told what the viewer wants. */
export function likeSettled(feed: FeedState, id: string): FeedState {
  return { ...feed, likes: without(feed.likes, id) };
}

export function deleting(feed: FeedState, id: string): FeedState {
  return {
    ...feed,
    deleting: new Set(feed.deleting).add(id),
    refusals: without(feed.refusals, id),
  };
}

/** The API has deleted it: it is in no list any more, and not counted. */
export function deleted(feed: FeedState, id: string): FeedState {
  const lists = new Map(feed.lists);
  for (const [name, list] of lists) {
    if (!list.ids.includes(id)) continue;
    lists.set(name, { ...list, ids: list.ids.filter((other) => other !== id) });
  }
  let next: FeedState = {
    ...gone(feed, id),
    known: without(feed.known, id),
    lists,
    news: feed.news.filter((other) => other !== id),
  };
  for (const [name, list] of feed.lists) {
    const parent =
      name.startsWith("to:") && list.ids.includes(id) && next.known.get(name.slice("to:".length));
    if (parent) next = withKnown(next, [{ ...parent, repliesCount: Math.max(0, parent.repliesCount - 1) }]);
  }
  return next;
}

/** The API does not have it any more. */
export function gone(feed: FeedState, id: string): FeedState {
  const stillDeleting = new Set(feed.deleting);
  stillDeleting.delete(id);
  return {
    ...feed,
    gone: new Set(feed.gone).add(id),
    likes: without(feed.likes, id),
    deleting: stillDeleting,
  };
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  const next = new Map(map);
  next.delete(key);
  return next;
}
