import { UserPoolException } from "../protocol/exceptions.ts";
import { claimsFor } from "../tokens/issue-tokens.ts";
import { verifyAccessToken } from "../tokens/verify-access-token.ts";
import { json } from "../web/response.ts";
import type { WebResponse } from "../web/response.ts";
import type { OAuthRequest } from "./oauth-request.ts";

/**
 * `GET /oauth2/userInfo`: the claims that the scopes of an access token allow. Verification flags are text here.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html
 */
export async function readUserInfo({ context, authorization }: OAuthRequest): Promise<WebResponse> {
  const [, token] = /^bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
  if (token === undefined) return refuse(400, "invalid_request", "Bad OAuth2 request at UserInfo Endpoint");
  try {
    const { user, client, scopes } = await verifyAccessToken(context, token, "openid");
    const claims = Object.entries(claimsFor(user, client, scopes)).map(([name, value]) => [
      name,
      typeof value === "boolean" ? String(value) : value,
    ]);
    return json(200, { sub: user.id, ...Object.fromEntries(claims), username: user.username });
  } catch (error) {
    if (error instanceof UserPoolException) return refuse(401, "invalid_token", "Access token is not valid");
    throw error;
  }
}

function refuse(status: number, error: string, error_description: string): WebResponse {
  const challenge = `Bearer error="${error}", error_description="${error_description}"`;
  return json(status, { error, error_description }, { "www-authenticate": challenge });
}
