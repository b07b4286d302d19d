import type { ActivityFieldsFragment } from "../../../generated/types.ts";
import type { ActivityChange, FeedState, MutationFailure } from "./feed-state.ts";

/** The code of a mutation could not be loaded. */
export const unreachable: MutationFailure = { kind: "failed", failure: { kind: "unreachable" } };

/** An activity with the changes of its mutations in flight; undefined if one of them deletes it. */
export function withMutations(
  { inFlight }: FeedState,
  activity: ActivityFieldsFragment,
): ActivityFieldsFragment | undefined {
  let changed = activity;
  for (const mutation of inFlight.get(activity.id)?.values() ?? []) {
    if (mutation === "deletion") return undefined;
    changed = { ...changed, ...mutation.patch(changed) };
  }
  return changed;
}

/** Shows what a mutation will change. It replaces a mutation of the same kind. */
export function mutationRequested(
  feed: FeedState,
  id: string,
  kind: string,
  mutation: ActivityChange | "deletion",
): FeedState {
  const ofActivity = new Map(feed.inFlight.get(id)).set(kind, mutation);
  return {
    ...feed,
    inFlight: new Map(feed.inFlight).set(id, ofActivity),
    failures: without(feed.failures, id),
  };
}

/** The API has confirmed the mutation: its last response shows again. */
export function mutationSettled(feed: FeedState, id: string, kind: string): FeedState {
  const ofActivity = feed.inFlight.get(id);
  if (ofActivity === undefined) return feed;
  return { ...feed, inFlight: new Map(feed.inFlight).set(id, without(ofActivity, kind)) };
}

/** The API's last response shows again, with the reason. */
export function mutationFailed(
  feed: FeedState,
  id: string,
  kind: string,
  failure: MutationFailure,
): FeedState {
  return { ...mutationSettled(feed, id, kind), failures: new Map(feed.failures).set(id, failure) };
}

/** A copy of a map without a key. */
export function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  const next = new Map(map);
  next.delete(key);
  return next;
}
