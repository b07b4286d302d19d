import { parseResponse } from "../post-operation.ts";
import type { Fetch } from "../send-operation.ts";
import { GraphQLRequestError } from "../request-error.ts";
import type { ApiRequest } from "./api-request.ts";

export interface AuthorizedFetchOptions {
  send: Fetch;
  /** Milliseconds since 1970. */
  now: () => number;
  /** The access token, or undefined if another viewer or nobody is signed in. */
  token: (viewerId: string) => string | undefined;
  /** True shortly before the access token expires, and while there is no token although the state is not `guest`. */
  needsRenewal: () => boolean;
  /** Renews the access token; concurrent calls share one request. Rejects if the API cannot say who is signed in. */
  renew: () => Promise<void>;
}

/** `fetch` as a viewer, or as a guest if `viewerId` is undefined. */
export type AuthorizedFetch = (viewerId: string | undefined, request: ApiRequest) => Promise<Response>;

/** Limits renewals if the API refuses even new tokens. */
const CHECK_INTERVAL_MS = 60_000;

/**
 * `fetch` with the access token, which is renewed shortly before it expires, or when the API reports that it has expired: at
 * most one renewal and one retry per request. Other responses are not retried, so that there is no loop.
 */
export function createAuthorizedFetch(session: AuthorizedFetchOptions): AuthorizedFetch {
  const { send, token, renew } = session;
  let checkedAt = -Infinity;

  /** Renews the token. A failure of the API is ignored as long as there is a token. */
  async function tryToRenew(viewerId: string): Promise<void> {
    try {
      await renew();
    } catch (error) {
      const isApiFailure = error instanceof GraphQLRequestError;
      if (!isApiFailure || token(viewerId) === undefined) throw error;
    }
  }

  /** Renews after a refusal, which finds out whether the session was ended by another client. */
  async function checkSession(viewerId: string): Promise<void> {
    if (session.now() - checkedAt < CHECK_INTERVAL_MS) return;
    checkedAt = session.now();
    await tryToRenew(viewerId);
  }

  return async (viewerId, [url, request]) => {
    const headers = new Headers(request.headers);
    if (viewerId === undefined || headers.has("authorization")) return send(url, request);

    const mayRenew = !session.needsRenewal();
    if (!mayRenew) await tryToRenew(viewerId);
    const sendAs = (accessToken: string): Promise<Response> => {
      headers.set("authorization", `Bearer ${accessToken}`);
      return send(url, { ...request, headers });
    };
    const sent = token(viewerId);
    if (sent === undefined) return sessionEnded();
    const response = await sendAs(sent);
    const reason = await unauthenticatedReason(response);
    if (reason === undefined) return response;
    // Meanwhile another request may have renewed the token, or another tab may have dropped it.
    const isCurrent = token(viewerId) === sent;
    if (reason !== "TOKEN_EXPIRED") {
      if (isCurrent) await checkSession(viewerId);
    } else if (mayRenew && (isCurrent || session.needsRenewal())) {
      await tryToRenew(viewerId);
    }
    const renewed = token(viewerId);
    const shouldRetry = reason === "TOKEN_EXPIRED" && renewed !== undefined && renewed !== sent;
    return shouldRetry ? sendAs(renewed) : response;
  };
}

/** The reason of an UNAUTHENTICATED response; undefined for other responses. */
async function unauthenticatedReason(response: Response): Promise<string | undefined> {
  if (response.status !== 401) return undefined;
  const { errors } = parseResponse(await response.clone().text());
  return errors.find(({ extensions }) => extensions?.code === "UNAUTHENTICATED")?.extensions?.reason;
}

/** The response in place of the API's if the viewer of a request is no longer signed in. */
function sessionEnded(): Response {
  const message = "The viewer of this request is no longer signed in; it was not sent.";
  const extensions = { code: "UNAUTHENTICATED", reason: "SESSION_ENDED" };
  return Response.json({ data: null, errors: [{ message, extensions }] }, { status: 401 });
}
