import { randomBytes } from "node:crypto";
import { ProviderError } from "../federation/provider-error.ts";
import { toProviderUrl } from "../federation/provider-client.ts";
import type { FederationContext, Provider } from "../federation/provider-client.ts";
import { findProviderByIdentifier } from "../resources/identity-providers.ts";
import { findResource } from "../resources/pool-resources.ts";
import { federatedRequests } from "../tables/federated-requests-table.ts";
import { hashToken } from "../tokens/token-hash.ts";
import { redirect } from "../web/response.ts";
import type { WebResponse } from "../web/response.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";
import { toCookie } from "./login-session.ts";
import { OAuthError } from "./oauth-error.ts";
import type { OAuthRequest } from "./oauth-request.ts";
import { readParameters } from "./parameters.ts";

/** The cookie that binds a sign-in at a provider to the browser that began it. */
export const browserCookie = "cognito-federation";
const lifetimeSeconds = 10 * 60;

const randomToken = () => randomBytes(32).toString("base64url");

export function toFederationContext({ context, federation, origin }: OAuthRequest): FederationContext {
  return { ...federation, origin, now: context.now };
}

/**
 * The provider that a request names by `identity_provider` or `idp_identifier`, or the only one that the app client has.
 *
 * @returns undefined: the pool itself.
 * @throws OAuthError invalid_request for one that the app client does not have
 */
export async function findAskedProvider(
  { context, query }: OAuthRequest,
  { app }: AuthorizationRequest,
): Promise<Provider | undefined> {
  const parameters = readParameters(query);
  const supported = app.client.settings.SupportedIdentityProviders ?? [];
  const identifier = parameters.get("idp_identifier");
  const only = supported.length === 1 ? supported[0] : undefined;
  const name = parameters.get("identity_provider") ?? (identifier === undefined ? only : undefined);
  if (name === "COGNITO" || (name === undefined && identifier === undefined)) return undefined;
  const { database } = context;
  const provider =
    name !== undefined
      ? await findResource(database, app.pool.id, "identity_provider", name)
      : await findProviderByIdentifier(database, app.pool.id, identifier ?? "");
  if (!provider || !supported.includes(provider.key))
    throw new OAuthError("invalid_request", "the app client does not have this identity provider");
  return provider;
}

/** Sends a browser to a provider. What the provider answers counts once, and in this browser alone. */
export async function leadToProvider(
  request: OAuthRequest,
  { app, prompt }: AuthorizationRequest,
  provider: Provider,
): Promise<WebResponse> {
  if (prompt === "none") throw new OAuthError("login_required");
  const { context, cookies, query } = request;
  const browser = cookies.get(browserCookie) || randomToken();
  const checks = { state: randomToken(), nonce: randomToken(), codeVerifier: randomToken() };
  const url = await asOAuthError(
    async () => await toProviderUrl(toFederationContext(request), provider, checks),
  );
  await context.database.insert(federatedRequests).values({
    stateHash: hashToken(checks.state),
    browserHash: hashToken(browser),
    poolId: app.pool.id,
    providerName: provider.key,
    query,
    nonce: checks.nonce,
    codeVerifier: checks.codeVerifier,
    expiresAt: new Date(context.now.getTime() + lifetimeSeconds * 1000),
  });
  return redirect(url, [toCookie(browserCookie, browser, lifetimeSeconds)]);
}

/** What a provider says or fails to do is told to the app client, as Cognito does. */
export async function asOAuthError<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof ProviderError) throw new OAuthError("invalid_request", error.message);
    throw error;
  }
}
