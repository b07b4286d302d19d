import type { UserPoolException } from "../protocol/exceptions.ts";

/** https://www.rfc-editor.org/rfc/rfc6749#section-5.2 and section 4.1.2.1, with RFC 7009 and OpenID Connect Core */
export type OAuthErrorCode =
  | "invalid_client"
  | "invalid_grant"
  | "invalid_request"
  | "invalid_scope"
  | "login_required"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "unsupported_token_type";

/** An error that OAuth 2.0 defines, for the client. */
export class OAuthError extends Error {
  override readonly name = "OAuthError";

  /** @param description for the client's developer; nothing of a secret. */
  constructor(
    readonly code: OAuthErrorCode,
    readonly description?: string,
  ) {
    super(description === undefined ? code : `${code}: ${description}`);
  }
}

/**
 * A trigger's failure, as Cognito tells it to the client.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export function toOAuthError({ message }: UserPoolException): OAuthError {
  return new OAuthError("invalid_request", message);
}
