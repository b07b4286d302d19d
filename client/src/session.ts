import type { SessionFieldsFragment, ViewerFieldsFragment } from "../generated/types.ts";
import type { TabChannel } from "./tab-channel.ts";

/** What this tab knows of who uses it. */
export type SessionState =
  /** The API is being asked. */
  | { status: "starting" }
  /** The API could not be asked, so nothing is known: neither signed in nor a guest. */
  | { status: "unreachable" }
  | { status: "guest"; ended: boolean }
  | { status: "signedIn"; viewer: ViewerFieldsFragment };

/** What the session asks of the API; see `session-api.ts`. */
export interface SessionApi {
  /** Spends the refresh cookie. Nothing: there is no session. Rejects when the API cannot tell. */
  refresh(): Promise<SessionFieldsFragment | undefined>;
  /**
   * Ends the session of this access token and that of the cookie, which it clears; the cookie does where the token has
   * expired or there is none. Rejects when the API cannot be told.
   */
  signOut(accessToken: string | undefined): Promise<void>;
}

export interface SessionOptions {
  api: SessionApi;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Reaches the other tabs of this browser. */
  channel: TabChannel;
  /** Runs one piece of work at a time in all tabs: a rotating refresh token must not be spent twice at once. */
  exclusively: <T>(work: () => Promise<T>) => Promise<T>;
}

export interface Session {
  state: () => SessionState;
  /** Calls the listener after every change of state; returns a function that stops it. */
  subscribe: (listener: () => void) => () => void;
  /** The access token, while that viewer is the one signed in: what one person sends never goes out as another's. */
  accessToken: (viewerId: string) => string | undefined;
  /** True shortly before the access token expires, and where it was dropped because somebody signed in in another tab. */
  isExpiring: () => boolean;
  /** Renews the access token, or learns that the session has ended. Calls at the same time share one request. */
  refresh: () => Promise<void>;
  /** Takes a session that a form has won. */
  signedIn: (session: SessionFieldsFragment) => void;
  /** Ends the session here and in every tab. Rejects, still signed in, when the API cannot be told. */
  signOut: () => Promise<void>;
}

const REFRESH_BEFORE_EXPIRY_MS = 30_000;
/** A token younger than this is never taken for expiring: with a wrong clock every request would refresh. */
const TRUST_NEW_TOKEN_MS = 60_000;

/**
 * The session of this tab: an access token in memory, renewed by the HttpOnly cookie, the same person in every tab.
 *
 * It starts in `starting`; call `refresh` once to find out whether the cookie still holds a session.
 */
export function createSession({ api, now, channel, exclusively }: SessionOptions): Session {
  let state: SessionState = { status: "starting" };
  let token: { value: string; expiresAt: number; receivedAt: number } | undefined;
  let refreshing: Promise<void> | undefined;
  /** Counts sign-ins and sign-outs: the answer to a refresh that began before one is out of date. */
  let identityChanges = 0;
  const listeners = new Set<() => void>();

  function become(next: SessionState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function accept({ accessToken, expiresAt, viewer }: SessionFieldsFragment): void {
    token = { value: accessToken, expiresAt: Date.parse(expiresAt), receivedAt: now() };
    if (state.status !== "signedIn" || !sameViewer(state.viewer, viewer))
      become({ status: "signedIn", viewer });
  }

  function forget(ended: boolean): void {
    token = undefined;
    become({ status: "guest", ended });
  }

  async function askApi(): Promise<void> {
    const began = identityChanges;
    try {
      const session = await exclusively(() => api.refresh());
      if (began !== identityChanges) return;
      if (session) accept(session);
      else forget(state.status === "signedIn");
    } catch {
      // With a token in hand the person stays who they are; without one nobody knows who that is now.
      if (began === identityChanges && token === undefined) become({ status: "unreachable" });
    }
  }

  function refresh(): Promise<void> {
    if (state.status === "unreachable") become({ status: "starting" });
    refreshing ??= askApi().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }

  async function signOut(): Promise<void> {
    // A renewal under way brings another cookie, which is the one to clear.
    await refreshing;
    await exclusively(() => api.signOut(token?.value));
    identityChanges++;
    forget(false);
    channel.announce("signed-out");
  }

  function isExpiring(): boolean {
    if (token === undefined) return state.status === "signedIn";
    return (
      now() >= token.expiresAt - REFRESH_BEFORE_EXPIRY_MS && now() >= token.receivedAt + TRUST_NEW_TOKEN_MS
    );
  }

  channel.listen((event) => {
    identityChanges++;
    if (event === "signed-out") return forget(false);
    // The cookie may be another person's by now, and nothing may go on as the one before.
    token = undefined;
    // The answer to a request under way no longer counts, so ask after it.
    void (refreshing ?? Promise.resolve()).then(refresh);
  });

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    accessToken: (viewerId) =>
      state.status === "signedIn" && state.viewer.id === viewerId ? token?.value : undefined,
    isExpiring,
    refresh,
    signedIn(session) {
      identityChanges++;
      accept(session);
      channel.announce("signed-in");
    },
    signOut,
  };
}

function sameViewer(a: ViewerFieldsFragment, b: ViewerFieldsFragment): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
