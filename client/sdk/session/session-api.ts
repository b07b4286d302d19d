import { sendRefreshSession, sendSignOut } from "../../generated/sdk.ts";
import type { SendOperation } from "../../generated/sdk.ts";
import type {
  ProblemFieldsFragment,
  RefreshSessionMutationVariables,
  SessionFieldsFragment,
} from "../../generated/types.ts";
import { postOperation } from "../post-operation.ts";
import type { Fetch } from "../send-operation.ts";
import { GraphQLRequestError } from "../request-error.ts";
import type { RefreshTokenStore } from "./refresh-token-store.ts";

/** The API's operations for a session, with the store of its refresh token. */
export interface SessionApi {
  /**
   * Exchanges the refresh token for a new session; undefined if the session has ended.
   *
   * @throws GraphQLRequestError if the API cannot say, and errors of the store.
   */
  renew: () => Promise<SessionFieldsFragment | undefined>;
  /**
   * Ends the sessions of the access token and of the cookie, and clears the cookie.
   *
   * @throws GraphQLRequestError if the API is unreachable, or cannot identify the session.
   */
  signOut: (accessToken: string | undefined) => Promise<void>;
  /** Saves the refresh token of a new session, or removes it. */
  saveRefreshToken: (refreshToken: string | null) => Promise<void>;
}

/** @param store undefined if the refresh token is in the cookie. */
export function createSessionApi(
  url: string,
  fetch: Fetch,
  store: RefreshTokenStore | undefined,
): SessionApi {
  const post: SendOperation<{ headers: Record<string, string> }> = (operation, variables, options) =>
    postOperation(url, fetch, { ...operation, variables, ...options });

  async function refreshSession(
    variables: RefreshSessionMutationVariables,
  ): Promise<SessionFieldsFragment | undefined> {
    const { refreshSession: result } = await sendRefreshSession(post, variables);
    if (result.__typename === "SignedIn") return result.session;
    if (result.problems.some(({ code }) => code === "SESSION_EXPIRED")) return undefined;
    throw rejection("RefreshSession", result.problems);
  }

  return {
    async renew() {
      if (!store) return refreshSession({});
      const refreshToken = await store.load();
      if (refreshToken === undefined) return undefined;
      const session = await refreshSession({ input: { refreshToken } });
      // A sign-in may have saved another token meanwhile.
      if ((await store.load()) === refreshToken)
        await store.save(session && (session.refreshToken ?? refreshToken));
      return session;
    },

    async signOut(accessToken) {
      const headers: Record<string, string> =
        accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` };
      const { signOut: result } = await sendSignOut(post, {}, { headers });
      if (result.__typename === "Rejected") throw rejection("SignOut", result.problems);
    },

    async saveRefreshToken(refreshToken) {
      await store?.save(refreshToken ?? undefined);
    },
  };
}

/** An error with the code of a problem, e.g. RATE_LIMITED. */
function rejection(operation: string, problems: readonly ProblemFieldsFragment[]): GraphQLRequestError {
  const errors = problems.map(({ code, message }) => ({ message, extensions: { code } }));
  return new GraphQLRequestError(operation, { status: 200, headers: new Headers(), errors });
}
