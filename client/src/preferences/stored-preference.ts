/** What somebody prefers of the pages themselves: no token, no address, nothing about a person. */
export type PreferenceKey = "language" | "theme";

/** The choice of an earlier visit; nothing where there is none, or where the browser keeps nothing. */
export function readPreference(key: PreferenceKey): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a choice for the next visit and the other tabs, or forgets it. Without storage it holds for this page alone. */
export function keepPreference(key: PreferenceKey, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing by its owner's will.
  }
}

/** Calls back when another tab has chosen; returns a function that stops it. */
export function onPreferenceElsewhere(key: PreferenceKey, listener: () => void): () => void {
  const follow = (event: StorageEvent) => {
    if (event.key === key || event.key === null) listener();
  };
  addEventListener("storage", follow);
  return () => removeEventListener("storage", follow);
}
