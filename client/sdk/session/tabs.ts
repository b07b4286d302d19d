import { createMutex } from "./mutex.ts";

/** A message to other tabs about the session. It has no token, no name and no e-mail address. */
export type TabEvent =
  | { type: "signedIn" }
  | { type: "signedOut" }
  /** A renewal has found this viewer's session, or none. Tabs with another state must refresh. */
  | { type: "found"; viewerId: string | undefined };

/** The tabs of one browser, which share a cookie and therefore a session. */
export interface Tabs {
  /** Sends an event to the other tabs. */
  announce: (event: TabEvent) => void;
  listen: (listener: (event: TabEvent) => void) => void;
  /** Runs one task at a time across all tabs: requests that set the cookie must not overlap. */
  exclusively: <T>(task: () => Promise<T>) => Promise<T>;
}

/**
 * The tabs of this browser that use the same API, over `BroadcastChannel` and Web Locks.
 *
 * Web Locks exist only in secure contexts (https, localhost). Without them tasks are exclusive within a tab only: two tabs
 * may then use one refresh token at the same time, which the grace period of its rotation allows.
 *
 * @param apiUrl absolute, or relative to the page.
 */
export function browserTabs(apiUrl: string): Tabs {
  const name = `cruddur-session ${new URL(apiUrl, location.href).href}`;
  const channel = new BroadcastChannel(name);
  return {
    announce: (event) => channel.postMessage(event),
    listen: (listener) =>
      channel.addEventListener("message", ({ data }: MessageEvent<TabEvent>) => listener(data)),
    exclusively: "locks" in navigator ? (task) => navigator.locks.request(name, task) : createMutex(),
  };
}

/** For sessions outside a browser: of servers, scripts and native apps. */
export function noOtherTabs(): Tabs {
  return { announce: () => {}, listen: () => {}, exclusively: createMutex() };
}
