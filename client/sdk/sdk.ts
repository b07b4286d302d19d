import { sdkMethods, sdkSubscriptions } from "../generated/sdk.ts";
import type { SdkMethods, SdkSubscriptions } from "../generated/sdk.ts";
import { postOperation } from "./post-operation.ts";
import type { Fetch } from "./send-operation.ts";
import { sessionMethods } from "./session-methods.ts";
import type { Session, SessionOptions } from "./session/session.ts";
import { createSession } from "./session/session.ts";
import { streamOperation } from "./stream-operation.ts";

export interface SdkOptions {
  /** Where the API answers, e.g. `https://cruddur.example/graphql`; a path will do in a browser. */
  url: string;
  /** Sends the request: to keep cookies outside a browser, to read response headers, to time out. */
  fetch?: Fetch;
  /** Asked before every request; without a session, this is where the access token goes. */
  headers?: () => Record<string, string> | Promise<Record<string, string>>;
}

/** The SDK's session: `{ delivery: "COOKIE" }` in a browser, `{ delivery: "PAYLOAD" }` elsewhere. */
export type SdkSessionOptions = Omit<SessionOptions, "url" | "fetch">;

export interface CallOptions {
  /** Added to the SDK's headers for this call. */
  headers?: Record<string, string>;
  /** When it aborts, the call rejects with its reason. */
  signal?: AbortSignal;
}

export type Sdk = SdkMethods<CallOptions> & SdkSubscriptions<CallOptions>;

/** The SDK with a session, which refreshes and signs out by itself. */
export type SessionSdk = Omit<Sdk, "refreshSession" | "signOut"> & { readonly session: Session };

/**
 * A client of the Cruddur API with one typed method per operation, for Node 20 and later, Deno, Bun and browsers.
 *
 * Each method takes the operation's variables and resolves to its data. It throws `GraphQLRequestError` for GraphQL
 * errors (partial data is not handed out) and for transport failures. A subscription's method gives an async iterator.
 *
 * With `session` whoever signs in by it stays signed in: calls carry the access token, which is renewed when it must be.
 * Without, it keeps no state: tokens are the caller's, or the cookie jar's of `fetch`.
 *
 * @example
 * ```ts
 * const sdk = createSdk({ url: "http://localhost:4000/graphql", session: { delivery: "PAYLOAD" } });
 * const { signIn } = await sdk.signIn({ input: { email, password } });
 * if (signIn.__typename === "SignedIn") await sdk.createActivity({ input: { message: "Engage." } });
 * ```
 */
export function createSdk(options: SdkOptions & { session: SdkSessionOptions }): SessionSdk;
export function createSdk(options: SdkOptions & { session?: undefined }): Sdk;
export function createSdk(options: SdkOptions & { session?: SdkSessionOptions }): Sdk | SessionSdk {
  const { url, fetch: send = (input, init) => fetch(input, init) } = options;
  const sendWithHeaders: Fetch = async (input, init) => {
    const all = new Headers(await options.headers?.());
    new Headers(init.headers).forEach((value, name) => all.set(name, value));
    return send(input, { ...init, headers: Object.fromEntries(all) });
  };
  const methodsBy = (by: Fetch): Sdk => ({
    ...sdkMethods((operation, variables, call) =>
      postOperation(url, by, { ...operation, variables, ...call }),
    ),
    ...sdkSubscriptions((operation, variables, call) =>
      streamOperation(url, by, { ...operation, variables, ...call }),
    ),
  });
  if (!options.session) return methodsBy(sendWithHeaders);

  const session = createSession({ ...options.session, url, fetch: sendWithHeaders });
  const asViewer = methodsBy(session.fetch);
  const { refreshSession, signOut, ...methods } = asViewer;
  return { ...methods, ...sessionMethods(methodsBy(session.fetchAs(undefined)), asViewer, session), session };
}
