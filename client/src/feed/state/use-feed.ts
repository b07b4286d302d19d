import { useCallback, useEffect, useSyncExternalStore } from "react";
import { useClient } from "urql";
import { useNow } from "../../ui/use-now.ts";
import { getList } from "./feed-state.ts";
import type { ActivityList, FeedState, ListName } from "./feed-state.ts";
import { feedStoreFor } from "./feed-store.ts";
import { nextEnding, visibleActivities } from "./visible-activities.ts";
import type { VisibleActivity } from "./visible-activities.ts";

/** How often relative times such as "5 min ago" are updated. */
const TICK_MS = 20_000;

/** How often a thread is loaded again. */
const REFRESH_MS = 30_000;

/** The feed state of the current identity. */
export function useFeed(): FeedState {
  const store = feedStoreFor(useClient());
  return useSyncExternalStore(store.subscribe, store.state);
}

export interface VisibleList extends ActivityList {
  visible: readonly VisibleActivity[];
  /** The server's time in milliseconds since 1970, updated at the latest when the next activity begins to end, and when it has. */
  now: number;
  /** Loads the next page, or retries the one that failed. */
  loadMore: () => void;
}

/** A list without expired activities; its first page is loaded when a component first uses it. */
export function useList(name: ListName): VisibleList {
  const store = feedStoreFor(useClient());
  useEffect(() => void store.load(name), [store, name]);
  return useLoadedList(name);
}

/** A list of which the first page was loaded with another list. */
export function useLoadedList(name: ListName): VisibleList {
  const store = feedStoreFor(useClient());
  const feed = useFeed();
  const loadMore = useCallback(() => void store.loadMore(name), [store, name]);
  const now = useNow(TICK_MS, (at) => nextEnding(visibleActivities(feed, name, at), at));
  return { ...getList(feed, name), visible: visibleActivities(feed, name, now), now, loadMore };
}

/** Loads a list again at times, while its page can be seen: the API streams new posts, but no replies. */
export function useRefreshedList(name: ListName): void {
  const store = feedStoreFor(useClient());
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === "visible") void store.load(name);
    };
    const timer = setInterval(refresh, REFRESH_MS);
    document.addEventListener("visibilitychange", refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    };
  }, [store, name]);
}
