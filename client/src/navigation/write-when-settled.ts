/** Browsers take few entries in a short time, e.g. a hundred in half a minute. */
const SETTLE_MS = 400;

/**
 * A function that has something written shortly after it was called, once for all calls until then; at once where the
 * page is left. And so after each step: another entry has other things in it.
 */
export function whenSettled(write: () => void): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function writeNow(): void {
    clearTimeout(waiting);
    waiting = undefined;
    write();
  }

  function schedule(): void {
    waiting ??= setTimeout(writeNow, SETTLE_MS);
  }

  addEventListener("pagehide", writeNow);
  // wouter tells of its own steps by events of these names.
  for (const step of ["pushState", "replaceState", "popstate"]) addEventListener(step, schedule);
  return schedule;
}
