const listeners = new Set<() => void>();

/** Calls the listener when the reader follows a link to the page that is open; returns a function that unsubscribes it. */
export function onRevisit(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shows the top of the open page, and what is new there. */
export function revisit(): void {
  scrollTo({ top: 0 });
  for (const listener of listeners) listener();
}
