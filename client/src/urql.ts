import { authExchange } from "@urql/exchange-auth";
import { Client, fetchExchange, mapExchange } from "urql";
import { fetchWithTimeout } from "./fetch-with-timeout.ts";
import { failureOf } from "./graphql-failure.ts";
import type { Session } from "./session.ts";

/**
 * The urql client of one identity: a viewer, or a guest where there is none. Make a new one when the identity changes.
 *
 * It has no cache exchange: the feed expires by the minute and keeps its own pages, and no form reads twice. So the
 * auth exchange is all that stands between a component and `fetch`: it refreshes shortly before expiry, and once on the
 * API's word that the token has expired. No other error is tried again, so none can start a loop; but where the API does
 * not accept the session any more (it was ended elsewhere), the session finds out for itself.
 */
export function createGraphQLClient(url: string, session: Session, viewerId: string | undefined): Client {
  const auth = authExchange((utilities) =>
    Promise.resolve({
      addAuthToOperation(operation) {
        const token = viewerId === undefined ? undefined : session.accessToken(viewerId);
        return token === undefined
          ? operation
          : utilities.appendHeaders(operation, { authorization: `Bearer ${token}` });
      },
      willAuthError: () => viewerId !== undefined && session.isExpiring(),
      didAuthError: (error) => viewerId !== undefined && failureOf(error).kind === "tokenExpired",
      refreshAuth: () => session.refresh(),
    }),
  );
  const notice = mapExchange({
    onError(error) {
      if (viewerId !== undefined && failureOf(error).kind === "signedOut") void session.refresh();
    },
  });
  return new Client({
    url,
    exchanges: [notice, auth, fetchExchange],
    preferGetMethod: false,
    fetch: fetchWithTimeout,
  });
}
