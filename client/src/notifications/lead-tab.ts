/**
 * Runs a task in one tab of the browser at a time: in the one that was looked at last, also while it is hidden. When that
 * one is closed, another takes over.
 *
 * Web Locks exist only in secure contexts (https, localhost). Without them each tab runs the task.
 *
 * @param start starts the task, and returns a function that stops it.
 * @returns a function that withdraws the tab.
 */
export function leadTab(name: string, start: () => () => void): () => void {
  if (!("locks" in navigator)) return start();
  let isLeading = false;
  let giveUp: (() => void) | undefined;

  function compete(steal: boolean): void {
    const waiting = new AbortController();
    let stop: (() => void) | undefined;
    let release: (() => void) | undefined;
    const end = () => {
      isLeading = false;
      stop?.();
      stop = undefined;
      release?.();
      waiting.abort();
    };
    giveUp = end;
    const request = navigator.locks.request(name, steal ? { steal } : { signal: waiting.signal }, () => {
      if (giveUp !== end) return undefined;
      isLeading = true;
      stop = start();
      return new Promise<void>((resolve) => {
        release = resolve;
      });
    });
    request.catch(() => {
      // Either this tab has given up, or another one has taken the lead: then this one waits for its end.
      if (giveUp !== end) return;
      end();
      compete(false);
    });
  }

  function onVisibilityChange(): void {
    if (document.visibilityState === "hidden" || isLeading) return;
    giveUp?.();
    compete(true);
  }

  document.addEventListener("visibilitychange", onVisibilityChange);
  compete(document.visibilityState !== "hidden");
  return () => {
    document.removeEventListener("visibilitychange", onVisibilityChange);
    const end = giveUp;
    giveUp = undefined;
    end?.();
  };
}
