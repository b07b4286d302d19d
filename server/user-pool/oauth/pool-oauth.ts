import type { Configuration } from "openid-client";
import type { PoolConnection } from "../pool-connection.ts";
import { type ProviderIdentity, readIdentities } from "../identities.ts";
import type { TokenVerifier } from "../tokens/token-verifier.ts";
import { TokenRefusedError } from "../tokens/token-refused-error.ts";
import { userScope } from "../tokens/access-token-claims.ts";
import { VerificationUnavailableError } from "../tokens/token-verifier.ts";
import { type Tokens, toTokens } from "../verbs/authentication.ts";
import { OAuthSignInError, toOAuthFailure } from "./oauth-error.ts";

/** What a sign-in begins with, and is compared with when the browser returns. */
export type OAuthChecks = { state: string; nonce: string; codeVerifier: string };

/** What the pool says of somebody whom a provider has named. */
export type ProviderSignIn = { tokens: Tokens; identities: ProviderIdentity[] };

/** The OAuth endpoints of the pool, as its client. */
export type PoolOAuth = {
  /** New secrets of one sign-in. */
  newChecks: () => Promise<OAuthChecks>;
  /** Where to send a browser, so that it signs in by a provider; undefined if the pool has no domain. */
  toAuthorizeUrl: (provider: string, redirectUri: string, checks: OAuthChecks) => Promise<string | undefined>;
  /**
   * Exchanges the code with which a browser returns, by one call of the pool, and verifies the ID token: signature, issuer,
   * audience, time and nonce.
   *
   * @param returned the address to which it returned, with parameters that each occur once.
   * @throws OAuthSignInError
   */
  exchange: (returned: URL, checks: OAuthChecks) => Promise<ProviderSignIn>;
};

const timeoutSeconds = 5;

/** The user scope is that of tokens of a sign-in at the API; without it a person could not change their account. */
const scope = `openid email profile ${userScope}`;

/** `openid-client` is loaded by the first sign-in. */
export function createPoolOAuth({
  client,
  profile,
  clock,
  tokenVerifier,
}: Pick<PoolConnection, "client" | "profile"> & {
  clock: () => Date;
  tokenVerifier: Pick<TokenVerifier, "verifyId" | "issuer">;
}): PoolOAuth {
  async function configure(domain: string): Promise<Configuration> {
    const oidc = await import("openid-client");
    const { clientId, clientSecret } = client;
    const config = new oidc.Configuration(
      {
        issuer: tokenVerifier.issuer(),
        authorization_endpoint: `${domain}/oauth2/authorize`,
        token_endpoint: `${domain}/oauth2/token`,
      },
      clientId,
      {
        // The application's clock decides what has expired, not the machine's.
        [oidc.clockSkew]: Math.round((clock().getTime() - Date.now()) / 1000),
        ...(clientSecret !== undefined && { client_secret: clientSecret }),
      },
      clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret),
    );
    config.timeout = timeoutSeconds;
    // A pool on this machine has no certificate.
    if (domain.startsWith("http:")) oidc.allowInsecureRequests(config);
    return config;
  }

  return {
    async newChecks() {
      const { randomNonce, randomPKCECodeVerifier, randomState } = await import("openid-client");
      return { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
    },
    async toAuthorizeUrl(provider, redirectUri, { state, nonce, codeVerifier }) {
      const { domain } = profile();
      if (domain === undefined) return undefined;
      const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import("openid-client");
      const url = buildAuthorizationUrl(await configure(domain), {
        response_type: "code",
        identity_provider: provider,
        redirect_uri: redirectUri,
        scope,
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: "S256",
      });
      return url.href;
    },
    async exchange(returned, { state, nonce, codeVerifier }) {
      const { domain = "" } = profile();
      const { authorizationCodeGrant } = await import("openid-client");
      try {
        const response = await authorizationCodeGrant(await configure(domain), returned, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        });
        const { access_token: AccessToken, id_token: IdToken, refresh_token: RefreshToken } = response;
        const claims = await tokenVerifier.verifyId(IdToken ?? "");
        if (claims["nonce"] !== nonce) throw new TokenRefusedError("TOKEN_INVALID", "MALFORMED");
        const tokens = toTokens({ AccessToken, IdToken, RefreshToken });
        return { tokens, identities: readIdentities(claims["identities"]) };
      } catch (error) {
        throw await toSignInError(error);
      }
    },
  };
}

async function toSignInError(error: unknown): Promise<OAuthSignInError> {
  const { AuthorizationResponseError, ResponseBodyError } = await import("openid-client");
  if (error instanceof AuthorizationResponseError)
    return new OAuthSignInError(toOAuthFailure(error.error, error.error_description ?? ""), error);
  if (error instanceof ResponseBodyError)
    return new OAuthSignInError(error.error === "invalid_grant" ? "EXPIRED" : "UNAVAILABLE", error);
  const isRefused = error instanceof TokenRefusedError;
  if (isRefused) return new OAuthSignInError("FAILED", error);
  const isUnreachable = error instanceof TypeError || error instanceof VerificationUnavailableError;
  return new OAuthSignInError(isUnreachable || isOfNoPool(error) ? "UNAVAILABLE" : "FAILED", error);
}

/** The errors of `openid-client` where nothing answered, or something that is no pool. */
const codesOfNoPool: ReadonlySet<unknown> = new Set([
  "OAUTH_TIMEOUT",
  "OAUTH_RESPONSE_IS_NOT_CONFORM",
  "OAUTH_RESPONSE_IS_NOT_JSON",
  "OAUTH_PARSE_ERROR",
]);

function isOfNoPool(error: unknown): boolean {
  return error instanceof Error && "code" in error && codesOfNoPool.has(error.code);
}
