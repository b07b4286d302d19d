import { createMutex } from "./mutex.ts";

/** What one tab tells the others of who uses this browser. It carries no token, no name and no address. */
export type TabEvent =
  | { type: "signedIn" }
  | { type: "signedOut" }
  /** A renewal has found this viewer's session, or none. News only for who knows otherwise. */
  | { type: "found"; viewerId: string | undefined };

/** The tabs of one browser: they share a cookie, and so who is signed in. */
export interface Tabs {
  /** Reaches the other tabs, never this one. */
  announce: (event: TabEvent) => void;
  listen: (listener: (event: TabEvent) => void) => void;
  /** Runs one piece of work at a time in all tabs: what sets the cookie must not cross what sets it elsewhere. */
  exclusively: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * The tabs of this browser that use the same API, over `BroadcastChannel` and Web Locks.
 *
 * Browsers give locks to secure contexts only (https, localhost). Elsewhere work is exclusive in the tab alone: two tabs
 * may then spend one refresh token at once, which the grace time of its rotation allows, and what they learn brings
 * them together again.
 *
 * @param apiUrl the API's address, absolute or relative to the page.
 */
export function browserTabs(apiUrl: string): Tabs {
  const name = `cruddur-session ${new URL(apiUrl, location.href).href}`;
  const channel = new BroadcastChannel(name);
  return {
    announce: (event) => channel.postMessage(event),
    listen: (listener) =>
      channel.addEventListener("message", ({ data }: MessageEvent<TabEvent>) => listener(data)),
    exclusively: "locks" in navigator ? (work) => navigator.locks.request(name, work) : createMutex(),
  };
}

/** For a session that no tab shares: a server's, a script's, a native app's. */
export function noOtherTabs(): Tabs {
  return { announce: () => {}, listen: () => {}, exclusively: createMutex() };
}
