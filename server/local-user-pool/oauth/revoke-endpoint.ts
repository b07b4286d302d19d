import { decodeJwt } from "../tokens/jwt.ts";
import { revokeSignInOf } from "../tokens/revocation.ts";
import { authenticateClient } from "./client-authentication.ts";
import { OAuthError } from "./oauth-error.ts";
import type { WebResponse } from "../web/response.ts";
import type { OAuthRequest } from "./oauth-request.ts";
import { required } from "./parameters.ts";

/**
 * `POST /oauth2/revoke`: ends the sign-in of a refresh token. An unknown one has no effect.
 *
 * @throws OAuthError
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html
 */
export async function revokeByToken(request: OAuthRequest): Promise<WebResponse> {
  const token = required(request.parameters, "token");
  const { client } = await authenticateClient(request);
  if (!client.settings.EnableTokenRevocation)
    throw new OAuthError("invalid_request", "token revocation is off");
  if (decodeJwt(token)) throw new OAuthError("unsupported_token_type");
  await revokeSignInOf(request.context, client, token);
  return { status: 200, headers: { "cache-control": "no-store" }, body: "" };
}
