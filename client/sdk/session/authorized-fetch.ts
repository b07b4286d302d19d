import { parseAnswer } from "../post-operation.ts";
import type { Fetch } from "../send-operation.ts";
import { GraphQLRequestError } from "../request-error.ts";

/** What it asks of the session. */
export interface AuthorizedFetchOptions {
  send: Fetch;
  /** Milliseconds since 1970. */
  now: () => number;
  /** The access token, while that viewer is the one signed in. */
  token: (viewerId: string) => string | undefined;
  /** True shortly before the access token expires, and while there is none though nobody is known to be a guest. */
  needsRenewal: () => boolean;
  /** Renews the access token; calls at the same time share one request. Rejects when the API cannot tell. */
  renew: () => Promise<void>;
}

/** `fetch` as one viewer, or as a guest without one. */
export type AuthorizedFetch = (
  viewerId: string | undefined,
  input: RequestInfo | URL,
  init: RequestInit | undefined,
) => Promise<Response>;

/** An API that refuses the tokens which it gives is not asked for new ones all the time. */
const CHECK_AGAIN_AFTER_MS = 60_000;

/**
 * `fetch` with the access token, renewed shortly before it expires, or on the API's word that it has expired: at most one
 * renewal for a request, and one more try. No other answer is tried again, so none can start a loop.
 */
export function createAuthorizedFetch(session: AuthorizedFetchOptions): AuthorizedFetch {
  const { send, token, renew } = session;
  let checkedAt = -Infinity;

  /** Renews where the API can tell. Without a token there is no going on when it cannot. */
  async function tryToRenew(viewerId: string): Promise<void> {
    try {
      await renew();
    } catch (error) {
      const isApiSilent = error instanceof GraphQLRequestError;
      if (!isApiSilent || token(viewerId) === undefined) throw error;
    }
  }

  /** The API refuses a session that was ended elsewhere: the next renewal learns of it. */
  async function check(viewerId: string): Promise<void> {
    if (session.now() - checkedAt < CHECK_AGAIN_AFTER_MS) return;
    checkedAt = session.now();
    await tryToRenew(viewerId);
  }

  return async (viewerId, input, init) => {
    const [url, request] = await replayable(input, init);
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
    const refusal = await refusalOf(response);
    if (refusal === undefined) return response;
    // Another request may have renewed it since this one was sent, or another tab has it in doubt.
    const isCurrent = token(viewerId) === sent;
    if (refusal !== "TOKEN_EXPIRED") {
      if (isCurrent) await check(viewerId);
    } else if (mayRenew && (isCurrent || session.needsRenewal())) {
      await tryToRenew(viewerId);
    }
    const renewed = token(viewerId);
    const isWorthAnotherTry = refusal === "TOKEN_EXPIRED" && renewed !== undefined && renewed !== sent;
    return isWorthAnotherTry ? sendAs(renewed) : response;
  };
}

/** The request as an address and options, which can be sent twice. */
async function replayable(input: RequestInfo | URL, init: RequestInit = {}): Promise<[string, RequestInit]> {
  if (!(input instanceof Request)) return [String(input), init];
  const request = new Request(input, init);
  const { url, method, headers, credentials, signal } = request;
  const body = await request.text();
  return [url, { method, headers, credentials, signal, ...(body !== "" && { body }) }];
}

/** Why the API does not take the access token; nothing where that is not what it says. */
async function refusalOf(response: Response): Promise<string | undefined> {
  if (response.status !== 401) return undefined;
  const { errors } = parseAnswer(await response.clone().text());
  return errors.find(({ extensions }) => extensions?.code === "UNAUTHENTICATED")?.extensions?.reason;
}

/** What the API would answer: the person for whom this request was made is not signed in any more. */
function sessionEnded(): Response {
  const message = "Whoever this request was made for is not signed in any more: it was not sent.";
  const extensions = { code: "UNAUTHENTICATED", reason: "SESSION_ENDED" };
  return Response.json({ data: null, errors: [{ message, extensions }] }, { status: 401 });
}
