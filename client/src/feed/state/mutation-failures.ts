import type { FeedState, MutationFailure } from "./feed-state.ts";

/** The code of a mutation could not be loaded. */
export const unreachable: MutationFailure = { kind: "failed", failure: { kind: "unreachable" } };

/** Drops the optimistic update of an activity, so that the API's last response shows again, with the reason. */
export function mutationFailed(feed: FeedState, id: string, failure: MutationFailure): FeedState {
  const optimisticLikes = new Map(feed.optimisticLikes);
  const deleting = new Set(feed.deleting);
  optimisticLikes.delete(id);
  deleting.delete(id);
  return { ...feed, optimisticLikes, deleting, failures: new Map(feed.failures).set(id, failure) };
}
