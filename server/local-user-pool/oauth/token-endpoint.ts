import type { AppClientWithPool } from "../pools/app-clients.ts";
import { isTriggerError, UserPoolException } from "../protocol/exceptions.ts";
import { ClientMetadata } from "../protocol/request-members.ts";
import { readInput, structure } from "../protocol/shape.ts";
import { parseStorableJson } from "../protocol/storable-json.ts";
import { rotatesRefreshTokens } from "../settings/client-settings.ts";
import { issueClientToken } from "../tokens/client-token.ts";
import { issueRefreshToken, issueTokens, scopesOfSignIn } from "../tokens/issue-tokens.ts";
import type { AuthenticationResult } from "../tokens/issue-tokens.ts";
import { findTokenChanges } from "../tokens/token-generation-trigger.ts";
import { issueRefreshedTokens, requireRefreshToken, rotateRefreshToken } from "../tokens/refresh-tokens.ts";
import { allowsGrant } from "./authorization-request.ts";
import { authenticateClient } from "./client-authentication.ts";
import { exchangeCode } from "./grants.ts";
import { OAuthError } from "./oauth-error.ts";
import { json } from "../web/response.ts";
import type { WebResponse } from "../web/response.ts";
import type { OAuthRequest } from "./oauth-request.ts";
import { required, toScopes } from "./parameters.ts";

/**
 * `POST /oauth2/token`.
 *
 * @throws OAuthError
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export async function issueByGrant(request: OAuthRequest): Promise<WebResponse> {
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
  const changes = await findTokenChanges(context, app, user, scopesOfSignIn(signIn), "HostedAuth");
  const tokens = await issueTokens(database, app, user, signIn, now, changes, { nonce });
  return toBody({ ...tokens, RefreshToken: await issueRefreshToken(database, signIn) });
}

/** A refresh token of InitiateAuth is one, too. */
async function byRefreshToken(
  { context, parameters }: OAuthRequest,
  app: AppClientWithPool,
): Promise<object> {
  try {
    const token = await requireRefreshToken(context, app, required(parameters, "refresh_token"));
    const refresh = rotatesRefreshTokens(app.client.settings) ? rotateRefreshToken : issueRefreshedTokens;
    return toBody(await refresh(context, app, token, "RefreshTokens"));
  } catch (error) {
    if (error instanceof UserPoolException && !isTriggerError(error)) throw new OAuthError("invalid_grant");
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

async function byClientCredentials(
  { context, parameters }: OAuthRequest,
  app: AppClientWithPool,
): Promise<object> {
  if (app.client.secrets.length === 0 || !allowsGrant(app.client, "client_credentials"))
    throw new OAuthError("unauthorized_client");
  const clientMetadata = readMetadata(parameters.get("aws_client_metadata"));
  const withMetadata = { ...context, clientMetadata };
  const token = await issueClientToken(withMetadata, app, toScopes(parameters.get("scope")));
  if (!token) throw new OAuthError("invalid_scope");
  return toBody(token);
}

/**
 * Reads what an app client tells the trigger, as JSON.
 *
 * @throws OAuthError invalid_request
 */
function readMetadata(text: string | undefined): Record<string, string> | undefined {
  if (text === undefined) return undefined;
  try {
    const { ClientMetadata: metadata } = readInput(structure({}, { ClientMetadata }), {
      ClientMetadata: parseStorableJson(text),
    });
    return metadata;
  } catch {
    throw new OAuthError("invalid_request", "aws_client_metadata is no JSON object of texts");
  }
}
