import type { Configuration, ServerMetadata } from "openid-client";
import type { PoolResource } from "../resources/pool-resources.ts";
import type { StubProvider } from "../stub-provider/stub-provider.ts";
import { stubIssuerAt } from "../stub-provider/stub-provider.ts";
import { ProviderError } from "./provider-error.ts";
import { createProviderFetch } from "./provider-fetch.ts";

export type Provider = PoolResource<"identity_provider">;

/** What a pool is a client of providers with. */
export type FederationContext = {
  /** The scheme and host by which the browser reaches the pool. */
  origin: string;
  now: Date;
  stub: StubProvider;
  /** Whether providers other than OIDC are played by the stub. */
  playsProviders: boolean;
};

/** What a sign-in at a provider begins with, and is compared with when it returns. */
export type ProviderChecks = { state: string; nonce: string; codeVerifier: string };

/** What a provider says of a person. */
export type ProviderClaims = Record<string, unknown> & { sub: string };

const timeoutSeconds = 5;

const redirectUriAt = (origin: string) => `${origin}/oauth2/idpresponse`;

/**
 * The address of a provider to which a browser is sent: authorization code with PKCE.
 *
 * @throws ProviderError
 */
export async function toProviderUrl(
  context: FederationContext,
  provider: Provider,
  { state, nonce, codeVerifier }: ProviderChecks,
): Promise<string> {
  return await asProviderError(async () => {
    const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import("openid-client");
    const url = buildAuthorizationUrl(await configure(context, provider), {
      redirect_uri: redirectUriAt(context.origin),
      scope: scopesOf(provider),
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: "S256",
    });
    return url.href;
  });
}

/**
 * Exchanges the code with which a browser returns, and verifies the ID token: signature, issuer, audience, time and nonce.
 *
 * @param query of the address to which the browser returned. A provider that says who it is must be the one that was asked.
 * @throws ProviderError
 */
export async function readProviderClaims(
  context: FederationContext,
  provider: Provider,
  query: string,
  { state, nonce, codeVerifier }: ProviderChecks,
): Promise<ProviderClaims> {
  return await asProviderError(async () => {
    const { authorizationCodeGrant } = await import("openid-client");
    const config = await configure(context, provider);
    const tokens = await authorizationCodeGrant(
      config,
      new URL(`${redirectUriAt(context.origin)}?${query}`),
      { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier, idTokenExpected: true },
    );
    const claims = tokens.claims();
    if (!claims) throw new ProviderError("Bad token response: no id_token");
    return { ...claims, ...(await readUserInfo(config, provider, tokens.access_token, claims.sub)) };
  });
}

async function readUserInfo(
  config: Configuration,
  { value }: Provider,
  accessToken: string,
  subject: string,
): Promise<Record<string, unknown>> {
  const { fetchProtectedResource, fetchUserInfo } = await import("openid-client");
  const address = config.serverMetadata().userinfo_endpoint;
  if (address === undefined) return {};
  if (value.ProviderDetails["attributes_request_method"] !== "POST")
    return await fetchUserInfo(config, accessToken, subject);
  const response = await fetchProtectedResource(config, accessToken, new URL(address), "POST");
  const claims: unknown = await response.json();
  if (typeof claims !== "object" || claims === null || !("sub" in claims) || claims.sub !== subject)
    throw new ProviderError("Bad userInfo response: sub differs from that of id_token");
  return { ...claims };
}

/** @throws ProviderError for a provider that has no endpoint here */
async function configure(context: FederationContext, { value }: Provider): Promise<Configuration> {
  const oidc = await import("openid-client");
  const { ProviderType, ProviderDetails } = value;
  const isPlayed = ProviderType !== "OIDC";
  if (isPlayed && !context.playsProviders)
    throw new ProviderError(`${ProviderType} has no endpoint here: start the pool with STUB_PROVIDERS=on`);
  const issuer = isPlayed ? stubIssuerAt(context.origin) : (ProviderDetails["oidc_issuer"] ?? "");
  const clientId = ProviderDetails["client_id"] ?? "stub";
  const secret = ProviderDetails["client_secret"];
  const client = {
    // The pool's clock decides what has expired, not the machine's.
    [oidc.clockSkew]: Math.round((context.now.getTime() - Date.now()) / 1000),
    ...(secret !== undefined && { client_secret: secret }),
  };
  const authentication = secret === undefined ? oidc.None() : oidc.ClientSecretPost(secret);
  const fetchFromProvider = createProviderFetch(context.stub, context.origin);
  const given = isPlayed ? undefined : givenEndpoints(issuer, ProviderDetails);
  // Providers on this machine have no certificate. One whose issuer is https may have no endpoint without.
  const isPlain = new URL(issuer).protocol === "http:";
  if (given) {
    const config = new oidc.Configuration(given, clientId, client, authentication);
    config[oidc.customFetch] = fetchFromProvider;
    config.timeout = timeoutSeconds;
    oidc.enableNonRepudiationChecks(config);
    if (isPlain) oidc.allowInsecureRequests(config);
    return config;
  }
  return await oidc.discovery(new URL(issuer), clientId, client, authentication, {
    [oidc.customFetch]: fetchFromProvider,
    timeout: timeoutSeconds,
    // Without these checks the library believes an ID token unsigned, since it comes from the provider itself.
    execute: [oidc.enableNonRepudiationChecks, ...(isPlain ? [oidc.allowInsecureRequests] : [])],
  });
}

/** The endpoints of a provider without a discovery document. */
function givenEndpoints(issuer: string, details: Record<string, string>): ServerMetadata | undefined {
  const { authorize_url, token_url, jwks_uri, attributes_url } = details;
  if (!authorize_url || !token_url || !jwks_uri) return undefined;
  return {
    issuer,
    authorization_endpoint: authorize_url,
    token_endpoint: token_url,
    jwks_uri,
    ...(attributes_url && { userinfo_endpoint: attributes_url }),
  };
}

/** Google's and Apple's scopes have commas or spaces; every one of them needs openid here. */
function scopesOf({ value }: Provider): string {
  const scopes = (value.ProviderDetails["authorize_scopes"] ?? "").split(/[\s,]+/).filter(Boolean);
  return [...new Set(["openid", ...scopes])].join(" ");
}

/** What the library throws, as Cognito tells it to the app client. */
async function asProviderError<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    const { AuthorizationResponseError, ClientError, ResponseBodyError } = await import("openid-client");
    if (error instanceof AuthorizationResponseError)
      throw new ProviderError(error.error_description ?? error.error, error);
    if (error instanceof ResponseBodyError)
      throw new ProviderError(`Bad token response: ${error.error}`, error);
    if (hasTimedOut(error)) throw new ProviderError("Timeout occurred in calling IdP token endpoint", error);
    if (error instanceof ClientError)
      throw new ProviderError(`Bad response of the identity provider: ${error.code ?? error.message}`, error);
    throw new ProviderError("The identity provider does not answer", error);
  }
}

function hasTimedOut(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error.name === "TimeoutError" ||
    ("code" in error && error.code === "OAUTH_TIMEOUT") ||
    hasTimedOut(error.cause)
  );
}
