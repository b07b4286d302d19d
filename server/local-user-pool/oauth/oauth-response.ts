import type { OperationContext } from "../operations/definition/operation.ts";
import type { OAuthParameters } from "./parameters.ts";

/** A request at one of the paths of OAuth 2.0. */
export type OAuthRequest = {
  context: OperationContext;
  /** The part of the address after `?`. */
  query: string;
  /** The body of a POST; else as the query. */
  parameters: OAuthParameters;
  authorization: string | undefined;
  cookies: ReadonlyMap<string, string>;
  /** The scheme and host by which the client reaches the pool. */
  origin: string;
  /** The `Origin` header; absent except from pages. */
  sentFrom: string | undefined;
};

export type OAuthResponse = {
  status: number;
  headers: Record<string, string | string[]>;
  body: string;
};

/** A response for a program. It is never cached, since it may have tokens. */
export function json(status: number, body: object, headers: Record<string, string> = {}): OAuthResponse {
  return {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
    body: JSON.stringify(body),
  };
}

/** 303 makes a browser follow a POST with a GET. */
export function redirect(location: string, cookies: string[] = [], status: 302 | 303 = 302): OAuthResponse {
  return {
    status,
    headers: {
      location,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      ...(cookies.length > 0 && { "set-cookie": cookies }),
    },
    body: "",
  };
}
