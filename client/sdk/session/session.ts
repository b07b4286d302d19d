import type {
  RefreshTokenDelivery,
  SessionFieldsFragment,
  ViewerFieldsFragment,
} from "../../generated/types.ts";
import type { Fetch } from "../send-operation.ts";
import { GraphQLRequestError } from "../request-error.ts";
import { receiveAccessToken } from "./access-token.ts";
import type { AccessToken } from "./access-token.ts";
import { createAuthorizedFetch } from "./authorized-fetch.ts";
import { orAborted } from "./or-aborted.ts";
import { memoryStore } from "./refresh-token-store.ts";
import type { RefreshTokenStore } from "./refresh-token-store.ts";
import { createSessionApi } from "./session-api.ts";
import { browserTabs, noOtherTabs } from "./tabs.ts";
import type { Tabs } from "./tabs.ts";
import { withTimeout } from "./with-timeout.ts";

/** What is known of who is signed in. */
export type SessionState =
  /** Nobody has asked yet, or the API is being asked. */
  | { status: "starting" }
  /** The API could not be asked, so nothing is known: neither signed in nor a guest. */
  | { status: "unreachable" }
  /** `ended`: somebody was signed in, and their session has ended without their doing. */
  | { status: "guest"; ended: boolean }
  | { status: "signedIn"; viewer: ViewerFieldsFragment };

export interface SessionOptions {
  /** Where the API answers, e.g. `https://cruddur.example/graphql`; a path will do in a browser. */
  url: string;
  /**
   * COOKIE for browsers: the refresh token is out of reach of scripts, and all tabs share one session.
   * PAYLOAD for everything else: the refresh token is kept in memory, or in `store`.
   */
  delivery: RefreshTokenDelivery;
  /** Where PAYLOAD keeps the refresh token, so that the session outlives the process. */
  store?: RefreshTokenStore;
  /** Sends every request; by default the global `fetch`. */
  fetch?: Fetch;
  /** Milliseconds since 1970; by default this device's clock. */
  now?: () => number;
  /** By default the tabs of this browser with COOKIE, and nobody otherwise. */
  tabs?: Tabs;
}

export interface Session {
  /** How it wants its refresh token: what signs in asks for the same. */
  delivery: RefreshTokenDelivery;
  state: () => SessionState;
  /** Calls the listener after every change of state; returns a function that stops it. */
  subscribe: (listener: () => void) => () => void;
  /**
   * `fetch` as whoever is signed in when it is called; for any GraphQL client, which then needs to know nothing of
   * tokens. It finds out first where that is not known yet, and rejects where it cannot be.
   */
  fetch: typeof fetch;
  /**
   * `fetch` as this viewer alone, or as a guest without one. Once somebody else is signed in, or nobody, it sends
   * nothing and answers 401 UNAUTHENTICATED with reason SESSION_ENDED: nothing ever goes out as another person, nor as
   * a guest instead of one.
   */
  fetchAs: (viewerId: string | undefined) => typeof fetch;
  /**
   * The access token of whoever is signed in, renewed first where it must be; nothing for a guest. For what takes a header
   * instead of a `fetch`. Does not reject where the API cannot tell; it does with what `store` throws.
   */
  accessToken: () => Promise<string | undefined>;
  /**
   * Renews the access token, or learns that the session has ended. Calls at the same time share one request. Where the
   * API cannot tell it changes nothing, and does not reject; it does with what `store` throws.
   */
  refresh: () => Promise<void>;
  /**
   * Runs what may sign somebody in, while no tab renews a session, whose cookie could come later and win. What it runs
   * must go out as a guest: a request that waits for a renewal would wait for itself.
   */
  exclusively: <T>(work: () => Promise<T>) => Promise<T>;
  /** Takes the session that a sign-in has won; at once, but for what `store` needs. */
  signedIn: (session: SessionFieldsFragment) => Promise<void>;
  /** Takes note of what the signed-in person has changed of themselves. */
  viewerChanged: (viewer: ViewerFieldsFragment) => void;
  /** Takes note that the session is over by another mutation than `signOut`, and tells every tab. */
  signedOut: () => Promise<void>;
  /** Ends the session here and in every tab. Rejects, still signed in, when the API cannot be told. */
  signOut: () => Promise<void>;
}

/**
 * A session of the Cruddur API: who is signed in, an access token in memory, and the means to renew it.
 *
 * It starts in `starting` where a cookie or a store may hold a session. The first request by `fetch` finds out, or
 * `refresh` does.
 */
export function createSession(options: SessionOptions): Session {
  const { url, delivery, store = memoryStore(), now = Date.now } = options;
  const tabs =
    options.tabs ?? (delivery === "COOKIE" && "document" in globalThis ? browserTabs(url) : noOtherTabs());
  const send = withTimeout(options.fetch ?? ((input, init) => fetch(input, init)));
  const api = createSessionApi(url, send, delivery === "PAYLOAD" ? store : undefined);

  let state: SessionState =
    delivery === "COOKIE" || options.store ? { status: "starting" } : { status: "guest", ended: false };
  let token: AccessToken | undefined;
  let refreshing: Promise<void> | undefined;
  /** Counts what changes who is signed in: the answer to a refresh that began before is out of date. */
  let identityChanges = 0;
  /** Another tab has told something, so whoever is a guest here may not be one. */
  let isInDoubt = false;
  const listeners = new Set<() => void>();

  function become(next: SessionState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function isKnownAs(viewer: ViewerFieldsFragment): boolean {
    return state.status === "signedIn" && JSON.stringify(state.viewer) === JSON.stringify(viewer);
  }

  function accept(session: SessionFieldsFragment): void {
    const { viewer } = session;
    token = receiveAccessToken(session, now());
    if (!isKnownAs(viewer)) become({ status: "signedIn", viewer });
  }

  function becomeGuest(ended: boolean): void {
    token = undefined;
    isInDoubt = false;
    become({ status: "guest", ended });
  }

  async function signedOut(): Promise<void> {
    identityChanges++;
    becomeGuest(false);
    tabs.announce({ type: "signedOut" });
    await api.keep(null);
  }

  async function renew(): Promise<void> {
    try {
      await askWhoIsSignedIn();
    } catch (error) {
      // With a token in hand the person stays who they are; without one nobody knows who that is now.
      if (token === undefined && (state.status !== "guest" || isInDoubt)) become({ status: "unreachable" });
      throw error;
    }
  }

  async function askWhoIsSignedIn(): Promise<void> {
    const began = identityChanges;
    const session = await api.renew();
    if (began !== identityChanges) {
      // Whoever signed in here meanwhile has a new token already; of what another tab told, the answer knows nothing.
      return token ? undefined : askWhoIsSignedIn();
    }
    if (session) accept(session);
    else if (state.status !== "guest") becomeGuest(state.status === "signedIn");
    isInDoubt = false;
    tabs.announce({ type: "found", viewerId: session?.viewer.id });
  }

  /** One renewal for all who ask at the same time, and one at a time in all tabs. Rejects when the API cannot tell. */
  function renewOnce(): Promise<void> {
    if (state.status === "unreachable") become({ status: "starting" });
    refreshing ??= tabs.exclusively(async () => {
      try {
        await renew();
      } finally {
        refreshing = undefined;
      }
    });
    return refreshing;
  }

  async function refresh(): Promise<void> {
    try {
      await renewOnce();
    } catch (error) {
      if (!(error instanceof GraphQLRequestError)) throw error;
    }
  }

  /** Without a cookie the API knows a session by its access token alone, which may have run out. */
  async function endAtApi(): Promise<void> {
    try {
      await api.signOut(token?.value);
    } catch (error) {
      if (!(error instanceof GraphQLRequestError) || error.code !== "UNAUTHENTICATED") throw error;
      await renew();
      if (token) await api.signOut(token.value);
    }
  }

  function isKnown(viewerId: string | undefined): boolean {
    return state.status === "signedIn" ? state.viewer.id === viewerId : state.status === "guest" && !viewerId;
  }

  tabs.listen((event) => {
    if (event.type === "found" && isKnown(event.viewerId)) return;
    identityChanges++;
    // The cookie may be another person's by now, and nothing may go on as the one before.
    if (event.type === "signedOut") becomeGuest(false);
    token = undefined;
    isInDoubt = true;
    // The cookie tells, not the message: messages of several tabs come in any order. The state tells of a failure.
    renewOnce().catch(() => {});
  });

  function needsRenewal(): boolean {
    return token ? now() >= token.renewAt : state.status !== "guest";
  }

  const authorizedFetch = createAuthorizedFetch({
    send,
    now,
    token: (viewerId) =>
      state.status === "signedIn" && state.viewer.id === viewerId ? token?.value : undefined,
    needsRenewal,
    renew: renewOnce,
  });

  const fetchAsWhoeverIsSignedIn: typeof fetch = async (input, init) => {
    if (state.status === "starting" || state.status === "unreachable") await renewOnce();
    return authorizedFetch(state.status === "signedIn" ? state.viewer.id : undefined, input, init);
  };

  return {
    delivery,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    fetch: (input, init) => orAborted(fetchAsWhoeverIsSignedIn(input, init), init?.signal),
    fetchAs: (viewerId) => (input, init) => orAborted(authorizedFetch(viewerId, input, init), init?.signal),
    async accessToken() {
      if (needsRenewal()) await refresh();
      return token?.value;
    },
    refresh,
    exclusively: tabs.exclusively,
    async signedIn(session) {
      identityChanges++;
      accept(session);
      tabs.announce({ type: "signedIn" });
      await api.keep(session.refreshToken);
    },
    // A mutation's answer has more in it than a session's.
    viewerChanged({ id, email, emailVerified, name, handle, bio, groups }) {
      const viewer = { id, email, emailVerified, name, handle, bio, groups };
      if (state.status === "signedIn" && state.viewer.id === id && !isKnownAs(viewer))
        become({ status: "signedIn", viewer });
    },
    signedOut,
    signOut: () =>
      tabs.exclusively(async () => {
        await endAtApi();
        await signedOut();
      }),
  };
}
