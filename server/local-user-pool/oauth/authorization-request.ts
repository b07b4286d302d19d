import { findAppClient } from "../pools/app-clients.ts";
import type { AppClientWithPool } from "../pools/app-clients.ts";
import { scopesOf } from "../resources/scopes.ts";
import type { Database } from "../tables/database-schema.ts";
import { OAuthError } from "./oauth-error.ts";
import type { OAuthErrorCode } from "./oauth-error.ts";
import { type OAuthParameters, required, toScopes } from "./parameters.ts";

/** Where the answer to an authorization request goes: a callback URL of the app client, by a request that was checked. */
export type Callback = {
  app: AppClientWithPool;
  /** The scopes that the app client may ask for. */
  allowedScopes: string[];
  redirectUri: string;
  state: string | undefined;
  /** Tokens are in the fragment, which browsers send to no server; codes in the query. */
  responseType: string | undefined;
};

/** What an app client asks for, once it is known to be allowed to. */
export type AuthorizationRequest = Callback & {
  responseType: "code" | "token";
  scopes: string[];
  nonce: string | undefined;
  codeChallenge: string | undefined;
  /** `none`: answer without a page; `login`: ask for the password in any case. */
  prompt: string | undefined;
};

/** A SHA-256 digest in Base64url. */
const challengeLength = 43;

/**
 * The app client and its callback URL, which must be as registered, letter by letter. All pools share this host: the app
 * client tells which of them is meant.
 *
 * @returns undefined where there is no address to which an error may be sent.
 */
export async function findCallback(
  database: Database,
  parameters: OAuthParameters,
): Promise<Callback | undefined> {
  const app = await findAppClient(database, parameters.get("client_id") ?? "");
  const redirectUri = parameters.get("redirect_uri");
  if (!app || redirectUri === undefined || !app.client.settings.CallbackURLs?.includes(redirectUri))
    return undefined;
  const allowedScopes = await scopesOf(database, app.client);
  return {
    app,
    allowedScopes,
    redirectUri,
    state: parameters.get("state"),
    responseType: parameters.get("response_type"),
  };
}

/**
 * Checks an authorization request.
 *
 * @throws OAuthError for the callback URL
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export function checkAuthorizationRequest(
  callback: Callback,
  parameters: OAuthParameters,
): AuthorizationRequest {
  const { client } = callback.app;
  const responseType = required(parameters, "response_type");
  if (responseType !== "code" && responseType !== "token")
    throw new OAuthError("invalid_request", "response_type is neither code nor token");
  if (!allowsGrant(client, responseType === "code" ? "code" : "implicit"))
    throw new OAuthError("unauthorized_client");
  return {
    ...callback,
    responseType,
    scopes: grantedScopes(callback.allowedScopes, toScopes(parameters.get("scope"))),
    nonce: parameters.get("nonce"),
    codeChallenge: readChallenge(parameters),
    prompt: parameters.get("prompt"),
  };
}

type Client = AppClientWithPool["client"];

export function allowsGrant({ settings }: Client, flow: "code" | "implicit" | "client_credentials"): boolean {
  return (
    settings.AllowedOAuthFlowsUserPoolClient === true && settings.AllowedOAuthFlows?.includes(flow) === true
  );
}

/**
 * The scopes that were asked for; where none were, all of the app client.
 *
 * @throws OAuthError invalid_scope for one that the app client does not have, and for claims about a person without openid.
 */
function grantedScopes(allowed: string[], asked: string[]): string[] {
  const scopes = asked.length > 0 ? asked : allowed;
  if (scopes.some((scope) => !allowed.includes(scope))) throw new OAuthError("invalid_scope");
  if (scopes.some((scope) => claimScopes.has(scope)) && !scopes.includes("openid"))
    throw new OAuthError("invalid_scope", "phone, email and profile need openid");
  return scopes;
}

const claimScopes = new Set(["phone", "email", "profile"]);

/** https://www.rfc-editor.org/rfc/rfc7636#section-4.3; Cognito takes S256 alone. */
function readChallenge(parameters: OAuthParameters): string | undefined {
  const challenge = parameters.get("code_challenge");
  const method = parameters.get("code_challenge_method");
  if (challenge === undefined && method === undefined) return undefined;
  if (challenge === undefined || method !== "S256")
    throw new OAuthError("invalid_request", "code_challenge needs code_challenge_method=S256");
  if (!/^[\w-]+$/.test(challenge) || challenge.length !== challengeLength)
    throw new OAuthError("invalid_request", "code_challenge is malformed");
  return challenge;
}

/** The callback URL with the answer to a request. */
export function toCallbackUrl(
  { redirectUri, state, responseType }: Callback,
  answer: Record<string, string>,
): string {
  const answers = new URLSearchParams({ ...answer, ...(state !== undefined && { state }) });
  const url = new URL(redirectUri);
  if (responseType === "token") url.hash = answers.toString();
  else for (const [name, value] of answers) url.searchParams.append(name, value);
  return url.href;
}

/** The callback URL with an error. */
export function toErrorUrl(callback: Callback, code: OAuthErrorCode, description?: string): string {
  return toCallbackUrl(callback, {
    error: code,
    ...(description !== undefined && { error_description: description }),
  });
}
