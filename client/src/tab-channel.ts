/** What one tab tells the others: who uses this browser has changed. */
export type TabEvent = "signed-in" | "signed-out";

/** Reaches the other tabs of this browser, never this one. */
export interface TabChannel {
  announce: (event: TabEvent) => void;
  listen: (listener: (event: TabEvent) => void) => void;
}

/** The channel over `BroadcastChannel`; messages carry no token and no name, only that something happened. */
export function createTabChannel(name: string): TabChannel {
  const channel = new BroadcastChannel(name);
  return {
    announce: (event) => channel.postMessage(event),
    listen: (listener) =>
      channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        if (data === "signed-in" || data === "signed-out") listener(data);
      }),
  };
}

/**
 * Runs one piece of work at a time in all tabs, by Web Locks.
 *
 * Browsers give locks to secure contexts only (https, localhost); elsewhere the grace time of rotation must do.
 */
export function exclusively<T>(work: () => Promise<T>): Promise<T> {
  return "locks" in navigator ? navigator.locks.request("cruddur-session", work) : work();
}
