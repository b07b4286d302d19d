/** Browsers limit how often an entry may be replaced, e.g. to a hundred times in 30 seconds. */
const DELAY_MS = 400;

/**
 * Returns a function that schedules a write into the history entry: one for all calls within 400 ms, or at once when the
 * page is left. Each navigation schedules a write too, because the new entry is still empty.
 */
export function createThrottledWrite(write: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  function writeNow(): void {
    clearTimeout(timer);
    timer = undefined;
    write();
  }

  function schedule(): void {
    timer ??= setTimeout(writeNow, DELAY_MS);
  }

  addEventListener("pagehide", writeNow);
  // wouter dispatches events of these names on navigation.
  for (const type of ["pushState", "replaceState", "popstate"]) addEventListener(type, schedule);
  return schedule;
}
