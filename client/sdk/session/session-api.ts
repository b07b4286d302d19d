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

/** What a session asks of the API, and where its refresh token is. */
export interface SessionApi {
  /**
   * Spends the refresh token for a new session. Nothing: there is no session any more.
   *
   * @throws GraphQLRequestError when the API cannot tell, and what the store throws.
   */
  renew: () => Promise<SessionFieldsFragment | undefined>;
  /**
   * Ends the session of this access token, and that of the cookie, which it clears.
   *
   * @throws GraphQLRequestError when the API cannot be told, or cannot tell which session that is.
   */
  signOut: (accessToken: string | undefined) => Promise<void>;
  /** Keeps the refresh token of a session, or none. */
  keep: (refreshToken: string | null) => Promise<void>;
}

/** @param store where the refresh token is; absent: in the cookie. */
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
      // A sign-in may have saved another one meanwhile.
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

    async keep(refreshToken) {
      await store?.save(refreshToken ?? undefined);
    },
  };
}

/** A problem that nobody can mend in a form, e.g. RATE_LIMITED, with its code as the error's. */
function rejection(operation: string, problems: readonly ProblemFieldsFragment[]): GraphQLRequestError {
  const errors = problems.map(({ code, message }) => ({ message, extensions: { code } }));
  return new GraphQLRequestError(operation, { status: 200, headers: new Headers(), errors });
}
