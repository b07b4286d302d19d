import { useSyncExternalStore } from "react";
import { keepPreference, onPreferenceElsewhere, readPreference } from "./stored-preference.ts";

/** Light, dark, or whatever the system says. */
export type Theme = "system" | "light" | "dark";

let theme: Theme = "system";
const listeners = new Set<() => void>();

/** Gives the page the theme chosen on an earlier visit, and follows a choice in another tab. Once, before rendering. */
export function followTheme(): void {
  apply(storedTheme());
  onPreferenceElsewhere("theme", () => apply(storedTheme()));
}

export function chooseTheme(next: Theme): void {
  keepPreference("theme", next === "system" ? undefined : next);
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

/** The colours follow `color-scheme`, which tokens.css sets by this attribute; the browser's own bar is told apart. */
function apply(next: Theme): void {
  theme = next;
  const { documentElement } = document;
  if (theme === "system") delete documentElement.dataset["theme"];
  else documentElement.dataset["theme"] = theme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.dataset["scheme"];
    meta.media = theme === "system" ? `(prefers-color-scheme: ${own})` : own === theme ? "all" : "not all";
  }
  for (const listener of listeners) listener();
}
