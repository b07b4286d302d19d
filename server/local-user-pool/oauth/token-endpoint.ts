import { randomUUID } from "node:crypto";
import type { AppClientWithPool } from "../pools/app-clients.ts";
import { issuerOf } from "../pools/user-pools.ts";
import { UserPoolException } from "../protocol/exceptions.ts";
import { scopesOf } from "../resources/scopes.ts";
import { rotatesRefreshTokens, tokenLifetimes } from "../settings/client-settings.ts";
import { issueRefreshToken, issueTokens } from "../tokens/issue-tokens.ts";
import type { AuthenticationResult } from "../tokens/issue-tokens.ts";
import { signJwt } from "../tokens/jwt.ts";
import { issueRefreshedTokens, requireRefreshToken, rotateRefreshToken } from "../tokens/refresh-tokens.ts";
import { loadSigningKeys } from "../tokens/signing-keys.ts";
import { allowsGrant } from "./authorization-request.ts";
import { authenticateClient } from "./client-authentication.ts";
import { exchangeCode } from "./grants.ts";
import { OAuthError } from "./oauth-error.ts";
import { json } from "./oauth-response.ts";
import type { OAuthRequest, OAuthResponse } from "./oauth-response.ts";
import { required, toScopes } from "./parameters.ts";

/**
 * `POST /oauth2/token`.
 *
 * @throws OAuthError
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export async function issueByGrant(request: OAuthRequest): Promise<OAuthResponse> {
  const grantType = required(request.parameters, "grant_type");
  const grants = Object.hasOwn(grantsByType, grantType) ? grantsByType[grantType] : undefined;
  if (!grants) throw new OAuthError("unsupported_grant_type");
  return json(200, await grants(request, await authenticateClient(request)));
}

type Grant = (request: OAuthRequest, app: AppClientWithPool) => Promise<object>;

const grantsByType: Record<string, Grant> = {
  authorization_code: byCode,
  refresh_token: byRefreshToken,
  client_credentials: byClientCredentials,
};

async function byCode({ context, parameters }: OAuthRequest, app: AppClientWithPool): Promise<object> {
  if (!allowsGrant(app.client, "code")) throw new OAuthError("unauthorized_client");
  const { user, signIn, nonce } = await exchangeCode(context, app, {
    code: required(parameters, "code"),
    redirectUri: required(parameters, "redirect_uri"),
    verifier: parameters.get("code_verifier"),
  });
  const { database, now } = context;
  const RefreshToken = await issueRefreshToken(database, signIn);
  return toBody({ ...(await issueTokens(database, app, user, signIn, now, { nonce })), RefreshToken });
}

/** A refresh token of InitiateAuth is one, too. */
async function byRefreshToken(
  { context, parameters }: OAuthRequest,
  app: AppClientWithPool,
): Promise<object> {
  try {
    const token = await requireRefreshToken(context, app, required(parameters, "refresh_token"));
    const refresh = rotatesRefreshTokens(app.client.settings) ? rotateRefreshToken : issueRefreshedTokens;
    return toBody(await refresh(context, app, token));
  } catch (error) {
    if (error instanceof UserPoolException) throw new OAuthError("invalid_grant");
    throw error;
  }
}

function toBody({ AccessToken, IdToken, RefreshToken, ExpiresIn, TokenType }: AuthenticationResult): object {
  return {
    access_token: AccessToken,
    ...(IdToken !== undefined && { id_token: IdToken }),
    ...(RefreshToken !== undefined && { refresh_token: RefreshToken }),
    token_type: TokenType,
    expires_in: ExpiresIn,
  };
}

/** A token of the app client itself, which is no person: its `sub` is the client's id. */
async function byClientCredentials(
  { context: { database, now }, parameters }: OAuthRequest,
  { client, pool }: AppClientWithPool,
): Promise<object> {
  if (client.secrets.length === 0 || !allowsGrant(client, "client_credentials"))
    throw new OAuthError("unauthorized_client");
  const allowed = (await scopesOf(database, client)).filter((scope) => scope.includes("/"));
  const asked = toScopes(parameters.get("scope"));
  if (asked.some((scope) => !allowed.includes(scope))) throw new OAuthError("invalid_scope");
  const { accessSeconds } = tokenLifetimes(client.settings);
  const issuedAt = Math.floor(now.getTime() / 1000);
  const { access } = await loadSigningKeys(database, pool.id);
  const accessToken = signJwt(access, {
    sub: client.id,
    token_use: "access",
    scope: (asked.length > 0 ? asked : allowed).join(" "),
    auth_time: issuedAt,
    iss: issuerOf(pool.id),
    exp: issuedAt + accessSeconds,
    iat: issuedAt,
    version: 2,
    jti: randomUUID(),
    client_id: client.id,
  });
  return { access_token: accessToken, token_type: "Bearer", expires_in: accessSeconds };
}
