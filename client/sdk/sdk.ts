import { sdkMethods } from "../generated/sdk.ts";
import type { SdkMethods } from "../generated/sdk.ts";
import { GraphQLRequestError } from "./request-error.ts";
import type { GraphQLErrorDetail } from "./request-error.ts";

export interface SdkOptions {
  /** Where the API answers, e.g. `https://cruddur.example/graphql`; a path will do in a browser. */
  url: string;
  /** Sends the request: to keep cookies outside a browser, to read response headers, to time out. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Asked before every request, so that a token renewed meanwhile is the one that is sent. */
  headers?: () => Record<string, string> | Promise<Record<string, string>>;
}

export interface CallOptions {
  /** Added to the SDK's headers for this call. */
  headers?: Record<string, string>;
  /** When it aborts, the call rejects with its reason. */
  signal?: AbortSignal;
}

export type Sdk = SdkMethods<CallOptions>;

/**
 * A client of the Cruddur API with one typed method per operation, for Node 20 and later and for browsers.
 *
 * Each method takes the operation's variables and resolves to its data. It throws `GraphQLRequestError` for GraphQL
 * errors (partial data is not handed out) and for transport failures. It keeps no state: session tokens are the
 * caller's, or the cookie jar's of `fetch` (browsers send the refresh cookie to the same origin).
 *
 * @example
 * ```ts
 * const sdk = createSdk({ url: "http://localhost:4000/graphql", headers: () => ({ authorization: `Bearer ${token}` }) });
 * const { signIn } = await sdk.signIn({ input: { email, password, refreshTokenDelivery: "PAYLOAD" } });
 * if (signIn.__typename === "SignedIn") token = signIn.session.accessToken;
 * ```
 */
export function createSdk(options: SdkOptions): Sdk {
  const send = options.fetch ?? ((url, init) => fetch(url, init));

  return sdkMethods<CallOptions>(async (name, query, variables, call) => {
    const headers = {
      "content-type": "application/json",
      ...(await options.headers?.()),
      ...call?.headers,
    };
    const body = JSON.stringify({ operationName: name, query, variables });
    let response: Response;
    let text: string;
    try {
      response = await send(options.url, {
        method: "POST",
        headers,
        body,
        credentials: "same-origin",
        signal: call?.signal ?? null,
      });
      text = await response.text();
    } catch (error) {
      if (call?.signal?.aborted) throw error;
      throw new GraphQLRequestError(name, undefined, error);
    }
    const { data, errors } = parseAnswer(text);
    if (!data || errors.length > 0) {
      throw new GraphQLRequestError(name, { status: response.status, headers: response.headers, errors });
    }
    return data;
  });
}

/** The answer as GraphQL over HTTP defines it; empty where a proxy or a captive portal spoke instead. */
function parseAnswer(text: string): { data?: unknown; errors: readonly GraphQLErrorDetail[] } {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== "object" || answer === null) return { errors: [] };
    return {
      data: "data" in answer ? answer.data : undefined,
      errors: "errors" in answer && Array.isArray(answer.errors) ? answer.errors : [],
    };
  } catch {
    return { errors: [] };
  }
}
