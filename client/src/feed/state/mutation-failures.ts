import type { FeedState, Refusal } from "./feed-state.ts";

/** The code for what was asked did not come. */
export const unreachable: Refusal = { kind: "failed", failure: { kind: "unreachable" } };

/** The API has not done what was asked of it: the wish is dropped, and what it said last shows again. */
export function refused(feed: FeedState, id: string, refusal: Refusal): FeedState {
  const likes = new Map(feed.likes);
  const deleting = new Set(feed.deleting);
  likes.delete(id);
  deleting.delete(id);
  return { ...feed, likes, deleting, refusals: new Map(feed.refusals).set(id, refusal) };
}
