import type { Client } from "urql";
import type { ActivityFieldsFragment } from "../../../generated/types.ts";
import { getStored, setStored } from "../../navigation/history-store.ts";
import { emptyFeed, getList } from "./feed-state.ts";
import type { FeedState, FeedUpdate, ListName } from "./feed-state.ts";
import { fetchPage, PAGE_SIZE } from "./fetch-page.ts";
import { fetchPages } from "./fetch-pages.ts";
import { listNotFound, listReloaded, pageFailed, pageLoaded, pageRequested } from "./list-pages.ts";
import { newestPageLoaded, postsReceived } from "./pending-posts.ts";

/** The longest part of a list that is loaded again at once. */
const MAX_RELOADED_LENGTH = 1000;

export interface FeedStore {
  state: () => FeedState;
  /** Calls the listener after every update; returns a function that unsubscribes it. */
  subscribe: (listener: () => void) => () => void;
  update: (update: FeedUpdate) => void;
  /** Loads a list for the first time, or reloads one at its current length; the home feed is not reloaded. */
  load: (list: ListName) => Promise<void>;
  /** Loads the next page, or retries the one that failed. */
  loadMore: (list: ListName) => Promise<void>;
  /** Adds a post that was just created by anybody to the pending posts. */
  receive: (activity: ActivityFieldsFragment) => void;
  /** Adds posts that were created while no stream was open to the pending posts. */
  catchUp: () => Promise<void>;
}

/** The state of one identity, kept while it navigates between pages. */
function createFeedStore(client: Client): FeedStore {
  let state = emptyFeed;
  const listeners = new Set<() => void>();
  const loading = new Set<ListName>();

  function update(next: FeedUpdate): void {
    state = next(state);
    for (const listener of listeners) listener();
  }

  async function loadPage(list: ListName, after: string | undefined): Promise<void> {
    if (loading.has(list)) return;
    loading.add(list);
    update((feed) => pageRequested(feed, list));
    const result =
      after === undefined
        ? await fetchPages(client, list, storedLength(list))
        : await fetchPage(client, list, after);
    loading.delete(list);
    const loaded = after === undefined ? listReloaded : pageLoaded;
    update((feed) => {
      if (result.kind === "page") return loaded(feed, list, result);
      return result.kind === "notFound" ? listNotFound(feed, list) : pageFailed(feed, list, result.failure);
    });
    storeLength(list);
  }

  /** The length of the list before the browser reloaded the page: as much is loaded again. */
  function storedLength(list: ListName): number {
    const length = getStored(`length ${list}`);
    return typeof length === "number" ? length : PAGE_SIZE;
  }

  function storeLength(list: ListName): void {
    const { length } = getList(state, list).ids;
    if (length > PAGE_SIZE) setStored(`length ${list}`, Math.min(length, MAX_RELOADED_LENGTH));
  }

  async function reload(list: ListName): Promise<void> {
    const { ids } = getList(state, list);
    if (ids.length > MAX_RELOADED_LENGTH || loading.has(list)) return;
    loading.add(list);
    const result = await fetchPages(client, list, Math.max(PAGE_SIZE, ids.length));
    loading.delete(list);
    // A failure leaves the list as it was.
    if (result.kind === "page") update((feed) => listReloaded(feed, list, result));
    if (result.kind === "notFound") update((feed) => listNotFound(feed, list));
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    update,
    async load(list) {
      const { status } = getList(state, list);
      const isLoaded = state.lists.has(list) && (status.kind === "idle" || status.kind === "failed");
      // The home feed gets new posts from the stream, and must not move under the reader.
      if (!isLoaded) await loadPage(list, undefined);
      else if (list !== "home") await reload(list);
    },
    loadMore: (list) => loadPage(list, getList(state, list).nextAfter),
    receive: (activity) => update((feed) => postsReceived(feed, [activity])),
    async catchUp() {
      if (getList(state, "home").status.kind !== "idle") return;
      const result = await fetchPage(client, "home", undefined);
      if (result.kind === "page") update((feed) => newestPageLoaded(feed, result.page));
    },
  };
}

const stores = new WeakMap<Client, FeedStore>();

/** The store of the client's identity, created on first use. */
export function feedStoreFor(client: Client): FeedStore {
  const store = stores.get(client) ?? createFeedStore(client);
  stores.set(client, store);
  return store;
}
