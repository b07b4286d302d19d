import { useCallback, useEffect, useSyncExternalStore } from "react";
import { useClient } from "urql";
import { useNow } from "../../ui/use-now.ts";
import { listIn } from "./feed-state.ts";
import type { ActivityList, FeedState, ListName } from "./feed-state.ts";
import { feedStoreOf } from "./feed-store.ts";
import { nextExpiry, shownIn } from "./visible-activities.ts";
import type { ShownActivity } from "./visible-activities.ts";

/** Words such as "5 min ago" are renewed so often. */
const TICK_MS = 20_000;

/** All that this identity has read. */
export function useFeed(): FeedState {
  const store = feedStoreOf(useClient());
  return useSyncExternalStore(store.subscribe, store.state);
}

export interface ReadableList extends ActivityList {
  shown: readonly ShownActivity[];
  /** The time in milliseconds since 1970, renewed at the latest when the next of them expires. */
  now: number;
  /** Reads the next page, or again the one that failed. */
  readMore: () => void;
}

/** A list, read from its beginning when it is first shown, without what has expired. */
export function useList(name: ListName): ReadableList {
  const store = feedStoreOf(useClient());
  const feed = useFeed();
  useEffect(() => void store.open(name), [store, name]);
  const readMore = useCallback(() => void store.readMore(name), [store, name]);
  const now = useNow(TICK_MS, (at) => nextExpiry(shownIn(feed, name, at)));
  return { ...listIn(feed, name), shown: shownIn(feed, name, now), now, readMore };
}
