import type { ActivityFieldsFragment } from "../../../generated/types.ts";
import { listIn } from "./feed-state.ts";
import type { FeedState, ListName, Refusal } from "./feed-state.ts";

/** An activity as it is shown: what the API told, and over it what the viewer has asked for. */
export interface ShownActivity {
  activity: ActivityFieldsFragment;
  /** It is on its way to the API. */
  isUnsent: boolean;
  /** The API does not have it any more. */
  isGone: boolean;
  refusal: Refusal | undefined;
}

/** A list without what is being deleted and what has expired. Milliseconds since 1970. */
export function shownIn(feed: FeedState, name: ListName, now: number): ShownActivity[] {
  const unsent = feed.unsent
    .filter(({ list }) => list === name)
    .map(({ activity }) => ({ activity, isUnsent: true, isGone: false, refusal: undefined }));
  const rest = listIn(feed, name).ids.map((id) => shown(feed, id, now));
  return [...unsent, ...rest.filter((activity) => activity !== undefined)];
}

/** Nothing where it is not known, is being deleted, or has expired. */
export function shown(feed: FeedState, id: string, now: number): ShownActivity | undefined {
  const activity = feed.known.get(id);
  if (!activity || feed.deleting.has(id) || Date.parse(activity.expiresAt) <= now) return undefined;
  return {
    activity: asWanted(feed, activity),
    isUnsent: false,
    isGone: feed.gone.has(id),
    refusal: feed.refusals.get(id),
  };
}

function asWanted(feed: FeedState, activity: ActivityFieldsFragment): ActivityFieldsFragment {
  const { id, viewerHasLiked, likesCount, repliesCount } = activity;
  const wanted = feed.likes.get(id) ?? viewerHasLiked;
  const unsentReplies = feed.unsent.filter(({ list }) => list === `to:${id}`).length;
  if (wanted === viewerHasLiked && unsentReplies === 0) return activity;
  return {
    ...activity,
    viewerHasLiked: wanted,
    likesCount: likesCount + Number(wanted) - Number(viewerHasLiked),
    repliesCount: repliesCount + unsentReplies,
  };
}

/** How many posts the pill tells of. One's own that has come back while it is being sent is none. */
export function newsCount(feed: FeedState, viewerId: string | undefined, now: number): number {
  const isSending = feed.unsent.some(({ list }) => list === "home");
  return feed.news.filter((id) => {
    const news = shown(feed, id, now);
    return news !== undefined && !(isSending && news.activity.author.id === viewerId);
  }).length;
}

/** When the next of them expires, in milliseconds since 1970; never, where there is none. */
export function nextExpiry(shownActivities: readonly ShownActivity[]): number {
  return Math.min(...shownActivities.map(({ activity }) => Date.parse(activity.expiresAt)));
}
