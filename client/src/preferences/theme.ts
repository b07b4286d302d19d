import { useSyncExternalStore } from "react";
import { onPreferenceChangedInOtherTab, readPreference, storePreference } from "./stored-preference.ts";

export type Theme = "system" | "light" | "dark";

let theme: Theme = "system";
const listeners = new Set<() => void>();

/** Applies the stored theme, and follows changes in other tabs. Call it once, before the first render. */
export function applyStoredTheme(): void {
  apply(storedTheme());
  onPreferenceChangedInOtherTab("theme", () => apply(storedTheme()));
}

export function setTheme(next: Theme): void {
  storePreference("theme", next === "system" ? undefined : next);
  apply(next);
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, () => theme);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function storedTheme(): Theme {
  const stored = readPreference("theme");
  return stored === "light" || stored === "dark" ? stored : "system";
}

/** Sets the attribute from which tokens.css derives `color-scheme`, and the colour of the browser's own bar. */
function apply(next: Theme): void {
  theme = next;
  const { documentElement } = document;
  if (theme === "system") delete documentElement.dataset["theme"];
  else documentElement.dataset["theme"] = theme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const scheme = meta.dataset["scheme"];
    meta.media =
      theme === "system" ? `(prefers-color-scheme: ${scheme})` : scheme === theme ? "all" : "not all";
  }
  for (const listener of listeners) listener();
}
