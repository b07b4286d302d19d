import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  Configuration,
  discovery,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
} from "openid-client";

// What docs/front-ends.md shows for OpenID Connect; oidc-client.test.ts runs it.

export type Settings = {
  /** `https://cognito-idp.REGION.amazonaws.com/POOL_ID` */
  issuer: string;
  clientId: string;
  /** A callback URL of the app client. */
  redirectUri: string;
  /** The address of the local user pool; absent in AWS. */
  localUserPool?: string;
};

/** The endpoints of the pool, from its discovery document. */
export async function connect({ issuer, clientId, localUserPool }: Settings): Promise<Configuration> {
  if (localUserPool === undefined) return await discovery(new URL(issuer), clientId, undefined, None());
  // Tokens of the local user pool name the issuer that AWS would have, so its document is elsewhere.
  const document = `${localUserPool}/${issuer.split("/").at(-1)}/.well-known/openid-configuration`;
  const configuration = new Configuration(await (await fetch(document)).json(), clientId, undefined, None());
  allowInsecureRequests(configuration);
  return configuration;
}

/** What a sign-in that has begun is checked by at its end. Keep it in the session of the browser. */
export type Begun = { pkceCodeVerifier: string; expectedState: string; expectedNonce: string };

/** The address of the managed login, where the browser goes. */
export async function beginSignIn(
  configuration: Configuration,
  { redirectUri }: Settings,
  scope: string,
): Promise<{ url: URL; begun: Begun }> {
  const begun = {
    pkceCodeVerifier: randomPKCECodeVerifier(),
    expectedState: randomState(),
    expectedNonce: randomNonce(),
  };
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope,
    state: begun.expectedState,
    nonce: begun.expectedNonce,
    code_challenge: await calculatePKCECodeChallenge(begun.pkceCodeVerifier),
    code_challenge_method: "S256",
  });
  return { url, begun };
}

/**
 * The tokens, of which `access_token` is for the API.
 *
 * @param address where the browser has come back to, with the code in it.
 */
export async function finishSignIn(
  configuration: Configuration,
  address: URL,
  begun: Begun,
): Promise<TokenEndpointResponse & TokenEndpointResponseHelpers> {
  return await authorizationCodeGrant(configuration, address, { ...begun, idTokenExpected: true });
}
