import { useSyncExternalStore } from "react";
import type { PagedList, PagedListState } from "./paged-list.ts";

/** The state of a list; the component re-renders when it changes. */
export function usePagedList<Node>(list: PagedList<Node>): PagedListState<Node> {
  return useSyncExternalStore(list.subscribe, list.state);
}
