import type {
  RefreshTokenDelivery,
  SessionFieldsFragment,
  ViewerFieldsFragment,
} from "../../generated/types.ts";
import type { Fetch } from "../send-operation.ts";
import { refuseRedirects } from "../refuse-redirects.ts";
import { GraphQLRequestError } from "../request-error.ts";
import { scheduleRenewal } from "./access-token.ts";
import type { AccessToken } from "./access-token.ts";
import { toApiRequest } from "./api-request.ts";
import { createAuthorizedFetch } from "./authorized-fetch.ts";
import { rejectOnAbort } from "./reject-on-abort.ts";
import { memoryStore } from "./refresh-token-store.ts";
import type { RefreshTokenStore } from "./refresh-token-store.ts";
import { createSessionApi } from "./session-api.ts";
import { browserTabs, noOtherTabs } from "./tabs.ts";
import type { Tabs } from "./tabs.ts";
import { withTimeout } from "./with-timeout.ts";

export type SessionState =
  /** Not known yet: the API has not been asked, or has not responded. */
  | { status: "starting" }
  /** Not known: the API could not be reached. */
  | { status: "unreachable" }
  /** `ended` is true if a session has ended other than by sign-out. */
  | { status: "guest"; ended: boolean }
  | { status: "signedIn"; viewer: ViewerFieldsFragment };

export interface SessionOptions {
  /** The URL of the API, e.g. `https://cruddur.example/graphql`; in a browser it may be a path. */
  url: string;
  /**
   * COOKIE for browsers: scripts cannot read the refresh token, and all tabs share one session.
   * PAYLOAD for other clients: the refresh token is in memory or in `store`.
   */
  delivery: RefreshTokenDelivery;
  /** Stores the refresh token for PAYLOAD, so that the session outlives the process. */
  store?: RefreshTokenStore;
  /** Sends every request; by default the global `fetch`. */
  fetch?: Fetch;
  /** In milliseconds since 1970; by default this device's clock. */
  now?: () => number;
  /** By default the tabs of this browser with COOKIE, and none with PAYLOAD. */
  tabs?: Tabs;
}

export interface Session {
  /** Mutations that sign in must ask for the same delivery of the refresh token. */
  delivery: RefreshTokenDelivery;
  state: () => SessionState;
  /** Calls the listener after every change of state; returns a function that unsubscribes it. */
  subscribe: (listener: () => void) => () => void;
  /**
   * `fetch` as the current viewer or guest, for any GraphQL client, which then needs no tokens of its own. If the state is
   * not known yet, it asks the API first, and rejects if that fails. It rejects with a TypeError, and sends nothing, if the
   * URL is not of the API's origin; it follows no redirect.
   */
  fetch: typeof fetch;
  /**
   * `fetch` as this viewer only, or as a guest if `viewerId` is undefined. Once the viewer is no longer signed in, it sends
   * nothing, and its response is 401 UNAUTHENTICATED with reason SESSION_ENDED: no request is sent as another viewer, or as
   * a guest in place of the viewer.
   */
  fetchAs: (viewerId: string | undefined) => typeof fetch;
  /**
   * The access token, renewed first when necessary; undefined for a guest. For clients that need a header instead of a
   * `fetch`. It does not reject if the API is unreachable; it rejects with errors of `store`.
   */
  accessToken: () => Promise<string | undefined>;
  /**
   * Renews the access token, or finds out that the session has ended. Concurrent calls share one request. If the API is
   * unreachable, it changes nothing and does not reject; it rejects with errors of `store`.
   */
  refresh: () => Promise<void>;
  /**
   * Runs a sign-in while no tab renews the session, because the cookie of a renewal could arrive later and replace that of
   * the sign-in. The sign-in must be sent as a guest: a request that waits for a renewal would wait for itself.
   */
  exclusively: <T>(task: () => Promise<T>) => Promise<T>;
  /** Sets the session of a sign-in. The state changes at once; the promise waits for `store`. */
  signedIn: (session: SessionFieldsFragment) => Promise<void>;
  /** Updates the viewer after a mutation has changed it. */
  viewerChanged: (viewer: ViewerFieldsFragment) => void;
  /** Ends the session in every tab after a mutation other than `signOut` has ended it at the API. */
  signedOut: () => Promise<void>;
  /** Ends the session at the API and in every tab. Rejects, and stays signed in, if the API is unreachable. */
  signOut: () => Promise<void>;
}

/**
 * Creates a session with the Cruddur API: the viewer, and an access token in memory that it renews.
 *
 * Its state is `starting` if a cookie or a store may hold a session. The first request by `fetch`, or `refresh`, asks the
 * API.
 */
export function createSession(options: SessionOptions): Session {
  const { url, delivery, store = memoryStore(), now = Date.now } = options;
  const tabs =
    options.tabs ?? (delivery === "COOKIE" && "document" in globalThis ? browserTabs(url) : noOtherTabs());
  const send = withTimeout(refuseRedirects(options.fetch ?? ((input, init) => fetch(input, init))));
  const api = createSessionApi(url, send, delivery === "PAYLOAD" ? store : undefined);

  let state: SessionState =
    delivery === "COOKIE" || options.store ? { status: "starting" } : { status: "guest", ended: false };
  let token: AccessToken | undefined;
  let refreshing: Promise<void> | undefined;
  let isSigningOut = false;
  /** Counts changes of identity: a refresh that started before the latest one is outdated. */
  let identityChanges = 0;
  /** Another tab has reported a change, so that the state `guest` may be wrong. */
  let isUncertain = false;
  const listeners = new Set<() => void>();

  function setState(next: SessionState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function isCurrentViewer(viewer: ViewerFieldsFragment): boolean {
    return state.status === "signedIn" && JSON.stringify(state.viewer) === JSON.stringify(viewer);
  }

  function setSession(session: SessionFieldsFragment): void {
    const { viewer } = session;
    token = scheduleRenewal(session, now());
    if (!isCurrentViewer(viewer)) setState({ status: "signedIn", viewer });
  }

  function setGuest(ended: boolean): void {
    token = undefined;
    isUncertain = false;
    setState({ status: "guest", ended });
  }

  async function signedOut(): Promise<void> {
    identityChanges++;
    setGuest(false);
    tabs.announce({ type: "signedOut" });
    await api.saveRefreshToken(null);
  }

  async function renew(): Promise<void> {
    try {
      await fetchSession();
    } catch (error) {
      // With a token the state stays; without one it is no longer known.
      if (token === undefined && (state.status !== "guest" || isUncertain))
        setState({ status: "unreachable" });
      throw error;
    }
  }

  async function fetchSession(): Promise<void> {
    const startedAt = identityChanges;
    const session = await api.renew();
    if (startedAt !== identityChanges) {
      // After a sign-in in this tab there is a new token. After an event of another tab the API must be asked again.
      return token ? undefined : fetchSession();
    }
    if (session) setSession(session);
    else if (state.status !== "guest") setGuest(state.status === "signedIn");
    isUncertain = false;
    tabs.announce({ type: "found", viewerId: session?.viewer.id });
  }

  /** Concurrent calls share one renewal, and tabs renew one after the other. Rejects if the API is unreachable. */
  function renewOnce(): Promise<void> {
    if (state.status === "unreachable") setState({ status: "starting" });
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

  /** Without a cookie the API identifies the session by its access token, which may have expired. */
  async function signOutAtApi(): Promise<void> {
    try {
      await api.signOut(token?.value);
    } catch (error) {
      if (!(error instanceof GraphQLRequestError) || error.code !== "UNAUTHENTICATED") throw error;
      await renew();
      if (token) await api.signOut(token.value);
    }
  }

  function isCurrentIdentity(viewerId: string | undefined): boolean {
    return state.status === "signedIn" ? state.viewer.id === viewerId : state.status === "guest" && !viewerId;
  }

  tabs.listen((event) => {
    if (event.type === "found" && isCurrentIdentity(event.viewerId)) return;
    identityChanges++;
    // The cookie may belong to another viewer now: the old token must not be used.
    if (event.type === "signedOut") setGuest(false);
    token = undefined;
    isUncertain = true;
    // The cookie decides, not the event, because events of several tabs arrive in any order. A failure changes the state.
    renewOnce().catch(() => {});
  });

  function needsRenewal(): boolean {
    return token ? now() >= token.renewAt : state.status !== "guest";
  }

  const authorizedFetch = createAuthorizedFetch({
    send,
    now,
    token: (viewerId) =>
      state.status === "signedIn" && state.viewer.id === viewerId && !isSigningOut ? token?.value : undefined,
    needsRenewal,
    renew: renewOnce,
  });

  const fetchAsCurrent: typeof fetch = async (input, init) => {
    const request = await toApiRequest(url, input, init);
    if (state.status === "starting" || state.status === "unreachable") await renewOnce();
    return authorizedFetch(state.status === "signedIn" ? state.viewer.id : undefined, request);
  };

  return {
    delivery,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    fetch: (input, init) => rejectOnAbort(fetchAsCurrent(input, init), init?.signal),
    fetchAs: (viewerId) => (input, init) =>
      rejectOnAbort(
        toApiRequest(url, input, init).then((request) => authorizedFetch(viewerId, request)),
        init?.signal,
      ),
    async accessToken() {
      if (needsRenewal()) await refresh();
      return token?.value;
    },
    refresh,
    exclusively: tabs.exclusively,
    async signedIn(session) {
      identityChanges++;
      setSession(session);
      tabs.announce({ type: "signedIn" });
      // Without one, it is in the cookie, or the session goes on with the stored one.
      if (session.refreshToken !== null) await api.saveRefreshToken(session.refreshToken);
    },
    // A mutation's result has more fields than a session's viewer.
    viewerChanged({ id, username, email, emailVerified, name, handle, bio, profileIsComplete, groups }) {
      const viewer = { id, username, email, emailVerified, name, handle, bio, profileIsComplete, groups };
      if (state.status === "signedIn" && state.viewer.id === id && !isCurrentViewer(viewer))
        setState({ status: "signedIn", viewer });
    },
    signedOut,
    signOut: () =>
      tabs.exclusively(async () => {
        // The API ends streams before it answers: what reopens one now would be refused.
        isSigningOut = true;
        try {
          await signOutAtApi();
          await signedOut();
        } finally {
          isSigningOut = false;
        }
      }),
  };
}
