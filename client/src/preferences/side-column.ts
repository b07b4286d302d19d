import { useSyncExternalStore } from "react";
import { onPreferenceChangedInOtherTab, readPreference, storePreference } from "./stored-preference.ts";

const listeners = new Set<() => void>();

/** Whether the reader wants the third column of wide screens. */
export function useWantsSideColumn(): boolean {
  return useSyncExternalStore(subscribe, () => readPreference("sideColumn") !== "hidden");
}

/** Hides the third column in every tab, or brings it back. */
export function setWantsSideColumn(wanted: boolean): void {
  storePreference("sideColumn", wanted ? undefined : "hidden");
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const unsubscribe = onPreferenceChangedInOtherTab("sideColumn", listener);
  return () => {
    listeners.delete(listener);
    unsubscribe();
  };
}
