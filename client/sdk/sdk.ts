import { sdkMethods, sdkSubscriptions } from "../generated/sdk.ts";
import type { SdkMethods, SdkSubscriptions } from "../generated/sdk.ts";
import { postOperation } from "./post-operation.ts";
import { refuseRedirects } from "./refuse-redirects.ts";
import type { Fetch } from "./send-operation.ts";
import { sessionMethods } from "./session-methods.ts";
import type { Session, SessionOptions } from "./session/session.ts";
import { createSession } from "./session/session.ts";
import { streamOperation } from "./stream-operation.ts";

export interface SdkOptions {
  /** The URL of the API, e.g. `https://cruddur.example/graphql`; in a browser it may be a path. */
  url: string;
  /** By default the global `fetch`. Replace it to keep cookies outside a browser, read response headers, or time out. */
  fetch?: Fetch;
  /** Called before every request. Without a session, it supplies the access token. */
  headers?: () => Record<string, string> | Promise<Record<string, string>>;
}

/** The SDK's session: `{ delivery: "COOKIE" }` in a browser, `{ delivery: "PAYLOAD" }` elsewhere. */
export type SdkSessionOptions = Omit<SessionOptions, "url" | "fetch">;

export interface CallOptions {
  /** Added to the SDK's headers for this call. */
  headers?: Record<string, string>;
  /** Aborts the call, which then rejects with the signal's reason. A subscription ends without an error. */
  signal?: AbortSignal;
  /** Of a subscription: called when its stream is open. Events before that are missed. */
  onOpen?: () => void;
}

export type Sdk = SdkMethods<CallOptions> & SdkSubscriptions<CallOptions>;

/** The SDK with a session, which replaces the methods to refresh and sign out. */
export type SessionSdk = Omit<Sdk, "refreshSession" | "signOut"> & { readonly session: Session };

/**
 * A client of the Cruddur API with one typed method per operation, for Node 20 and later, Deno, Bun and browsers.
 *
 * Each method takes the operation's variables and resolves to its data. It throws `GraphQLRequestError` for GraphQL
 * errors (partial data is not returned) and for transport failures. A subscription's method returns an async iterator.
 *
 * With `session` a sign-in lasts: calls send the access token, which is renewed when necessary. Without it the SDK has no
 * state: the caller supplies tokens, or `fetch` keeps cookies.
 *
 * @example
 * ```ts
 * const sdk = createSdk({ url: "http://localhost:4000/graphql", session: { delivery: "PAYLOAD" } });
 * const { signIn } = await sdk.signIn({ input: { identifier: email, password } });
 * if (signIn.__typename === "SignedIn") await sdk.createActivity({ input: { message: "Engage." } });
 * ```
 */
export function createSdk(options: SdkOptions & { session: SdkSessionOptions }): SessionSdk;
export function createSdk(options: SdkOptions & { session?: undefined }): Sdk;
export function createSdk(options: SdkOptions & { session?: SdkSessionOptions }): Sdk | SessionSdk {
  const { url } = options;
  if (!url) throw new TypeError("createSdk needs the URL of the API, as https://cruddur.example/graphql.");
  const send = refuseRedirects(options.fetch ?? ((input, init) => fetch(input, init)));
  const sendWithHeaders: Fetch = async (input, init) => {
    const all = new Headers(await options.headers?.());
    new Headers(init.headers).forEach((value, name) => all.set(name, value));
    return send(input, { ...init, headers: Object.fromEntries(all) });
  };
  const createMethods = (transport: Fetch): Sdk => ({
    ...sdkMethods((operation, variables, call) =>
      postOperation(url, transport, { ...operation, variables, ...call }),
    ),
    ...sdkSubscriptions((operation, variables, call) =>
      streamOperation(url, transport, { ...operation, variables, ...call }),
    ),
  });
  if (!options.session) return createMethods(sendWithHeaders);

  const session = createSession({ ...options.session, url, fetch: sendWithHeaders });
  const asViewer = createMethods(session.fetch);
  const { refreshSession, signOut, ...methods } = asViewer;
  return {
    ...methods,
    ...sessionMethods(createMethods(session.fetchAs(undefined)), asViewer, session),
    session,
  };
}
