/** Preferences for the pages. Nothing personal is stored: no token and no e-mail address. */
export type PreferenceKey = "language" | "theme" | "sideColumn";

/** The stored preference, or null, also if the browser blocks storage. */
export function readPreference(key: PreferenceKey): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Stores a preference for the next visit and other tabs, or removes it. Does nothing if the browser blocks storage. */
export function storePreference(key: PreferenceKey, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // The browser blocks storage.
  }
}

/** Calls the listener when another tab stores the preference; returns a function that unsubscribes it. */
export function onPreferenceChangedInOtherTab(key: PreferenceKey, listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key === key || event.key === null) listener();
  };
  addEventListener("storage", onStorage);
  return () => removeEventListener("storage", onStorage);
}
