import { readHistoryState, writeHistoryState } from "./history-entry.ts";

/** How many pages of this application are before the open one in the history of the tab. */
let depth = 0;

/** Counts the pages of the history, in the state of each entry: a reload keeps it. Call it once, before the router listens. */
export function startCountingPages(): void {
  depth = storedDepth();
  // wouter dispatches events of these names on navigation.
  addEventListener("pushState", () => {
    depth++;
    writeHistoryState({ depth });
  });
  addEventListener("replaceState", () => writeHistoryState({ depth }));
  addEventListener("popstate", () => {
    depth = storedDepth();
  });
}

/** True if `history.back()` leads to a page of this application. */
export function hasPreviousPage(): boolean {
  return depth > 0;
}

function storedDepth(): number {
  const stored = readHistoryState("depth");
  return typeof stored === "number" ? stored : 0;
}
