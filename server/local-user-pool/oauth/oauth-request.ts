import type { OperationContext } from "../operations/definition/operation.ts";
import type { FederationContext } from "../federation/provider-client.ts";
import type { OAuthParameters } from "./parameters.ts";

/** A request at one of the paths of OAuth 2.0. */
export type OAuthRequest = {
  context: OperationContext;
  federation: Pick<FederationContext, "stub" | "playsProviders">;
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
