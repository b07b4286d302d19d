import type { GraphQLFailure } from "../failures/graphql-failure.ts";
import type { PageResult } from "./page-result.ts";

const PAGE_SIZE = 20;

/** The API's largest page: as much of a list is loaded again at once. */
const MAX_PAGE_SIZE = 100;

export interface PagedListState<Node> {
  nodes: readonly Node[];
  isLoading: boolean;
  /** Why the last request failed; kept while it is retried, because the button that was pressed must stay. */
  failure: GraphQLFailure | undefined;
  /** False until the first page has been loaded. */
  isLoaded: boolean;
  /** The cursor of the next page; undefined before the first page and after the last. */
  nextAfter: string | undefined;
}

/** A list that the API returns in pages, kept outside of components. */
export interface PagedList<Node> {
  state: () => PagedListState<Node>;
  /** Calls the listener after every update; returns a function that unsubscribes it. */
  subscribe: (listener: () => void) => () => void;
  /** Loads the list for the first time, or again at its current length. A failure leaves the list as it was. */
  load: () => Promise<void>;
  /** Loads the next page, or retries the one that failed. */
  loadMore: () => Promise<void>;
  /** Changes the loaded part. */
  update: (change: (nodes: readonly Node[]) => readonly Node[]) => void;
}

export interface PagedListOptions<Node> {
  fetchPage: (range: { first: number; after: string | undefined }) => Promise<PageResult<Node>>;
  /** Nodes with the same key are one: the first counts. */
  keyOf: (node: Node) => string;
}

export function createPagedList<Node>({ fetchPage, keyOf }: PagedListOptions<Node>): PagedList<Node> {
  let state: PagedListState<Node> = {
    nodes: [],
    isLoading: false,
    failure: undefined,
    isLoaded: false,
    nextAfter: undefined,
  };
  const listeners = new Set<() => void>();
  /** Counts changes of the loaded part: a first page that was requested before one may undo it. */
  let changes = 0;
  /** The list is to be loaded again after the request that is under way. */
  let isOutdated = false;

  function set(change: Partial<PagedListState<Node>>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  async function loadPage(after: string | undefined, first: number): Promise<void> {
    const isFirstPage = after === undefined;
    if (state.isLoading) {
      isOutdated ||= isFirstPage;
      return;
    }
    set({ isLoading: true });
    const changesBefore = changes;
    const result = await fetchPage({ first, after });
    if (result.kind === "failed") {
      set({ isLoading: false, ...(!(isFirstPage && state.isLoaded) && { failure: result.failure }) });
    } else {
      const { edges, pageInfo } = result.page;
      const received = edges.map(({ node }) => node);
      set({
        nodes: unique(isFirstPage ? received : [...state.nodes, ...received], keyOf),
        isLoading: false,
        failure: undefined,
        isLoaded: true,
        nextAfter: pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined,
      });
    }
    if (!isOutdated && !(isFirstPage && changes !== changesBefore)) return;
    isOutdated = false;
    await load();
  }

  async function load(): Promise<void> {
    await loadPage(undefined, Math.min(MAX_PAGE_SIZE, Math.max(PAGE_SIZE, state.nodes.length)));
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load,
    loadMore: () => (state.isLoaded ? loadPage(state.nextAfter, PAGE_SIZE) : load()),
    update(change) {
      changes++;
      set({ nodes: unique(change(state.nodes), keyOf) });
    },
  };
}

function unique<Node>(nodes: readonly Node[], keyOf: (node: Node) => string): Node[] {
  const byKey = new Map<string, Node>();
  for (const node of nodes) {
    const key = keyOf(node);
    if (!byKey.has(key)) byKey.set(key, node);
  }
  return [...byKey.values()];
}
