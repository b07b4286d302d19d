import type { Client } from "urql";
import type { ActivityFieldsFragment } from "../../../generated/types.ts";
import { emptyFeed, listIn } from "./feed-state.ts";
import type { FeedChange, FeedState, ListName } from "./feed-state.ts";
import { keep, readKept } from "../../navigation/history-store.ts";
import { asked, failed, listCameAnew, missing, pageCame } from "./list-pages.ts";
import { newestCame, newsCame } from "./pending-posts.ts";
import { PAGE_SIZE, readPage } from "./fetch-page.ts";

/** The longest list that is read anew at once; the API gives no longer pages. */
const LONGEST_PAGE = 100;

export interface FeedStore {
  state: () => FeedState;
  /** Calls the listener after every change; returns a function that stops it. */
  subscribe: (listener: () => void) => () => void;
  change: (change: FeedChange) => void;
  /** Reads a list that nobody has read yet; one that was read before it brings up to date, as long as it is. */
  open: (list: ListName) => Promise<void>;
  /** Reads the next page, or again the one that failed. */
  readMore: (list: ListName) => Promise<void>;
  /** Takes a post that has just been written by anybody. */
  receive: (activity: ActivityFieldsFragment) => void;
  /** Looks for posts that were written while nobody told of them. */
  catchUp: () => Promise<void>;
}

/** What one identity has read, kept while it goes from page to page. */
function createFeedStore(client: Client): FeedStore {
  let state = emptyFeed;
  const listeners = new Set<() => void>();
  const reading = new Set<ListName>();

  function change(next: FeedChange): void {
    state = next(state);
    for (const listener of listeners) listener();
  }

  async function read(list: ListName, after: string | undefined): Promise<void> {
    if (reading.has(list)) return;
    reading.add(list);
    change((feed) => asked(feed, list));
    const answer = await readPage(client, list, after, after === undefined ? lengthBefore(list) : undefined);
    reading.delete(list);
    const came = after === undefined ? listCameAnew : pageCame;
    change((feed) => {
      if (answer.is === "page") return came(feed, list, answer);
      return answer.is === "missing" ? missing(feed, list) : failed(feed, list, answer.failure);
    });
    keepLength(list);
  }

  /** How far somebody had read before they loaded the page again: that much is read at once. */
  function lengthBefore(list: ListName): number | undefined {
    const length = readKept(`length ${list}`);
    return typeof length === "number" ? length : undefined;
  }

  function keepLength(list: ListName): void {
    const { length } = listIn(state, list).ids;
    if (length > PAGE_SIZE) keep(`length ${list}`, Math.min(length, LONGEST_PAGE));
  }

  async function readAnew(list: ListName): Promise<void> {
    const { ids } = listIn(state, list);
    if (ids.length > LONGEST_PAGE || reading.has(list)) return;
    reading.add(list);
    const answer = await readPage(client, list, undefined, Math.max(PAGE_SIZE, ids.length));
    reading.delete(list);
    // Where it cannot be read, what was read before is better than nothing.
    if (answer.is === "page") change((feed) => listCameAnew(feed, list, answer));
    if (answer.is === "missing") change((feed) => missing(feed, list));
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change,
    async open(list) {
      const { phase } = listIn(state, list);
      const isRead = state.lists.has(list) && (phase.is === "idle" || phase.is === "failed");
      // The home feed is told of what is new, and must not move under the reader.
      if (!isRead) await read(list, undefined);
      else if (list !== "home") await readAnew(list);
    },
    readMore: (list) => read(list, listIn(state, list).nextAfter),
    receive: (activity) => change((feed) => newsCame(feed, [activity])),
    async catchUp() {
      if (listIn(state, "home").phase.is !== "idle") return;
      const answer = await readPage(client, "home", undefined);
      if (answer.is === "page") change((feed) => newestCame(feed, answer.page));
    },
  };
}

const stores = new WeakMap<Client, FeedStore>();

/** The store of the client's identity. */
export function feedStoreOf(client: Client): FeedStore {
  const store = stores.get(client) ?? createFeedStore(client);
  stores.set(client, store);
  return store;
}
