/** Why a sign-in by an identity provider failed. */
export type OAuthFailure =
  /** The person declined at the provider. */
  | "DECLINED"
  /** A Lambda trigger of the pool refused. */
  | "REFUSED_BY_POOL"
  /** The code is unknown, was used, or has expired. */
  | "EXPIRED"
  /** The provider, or the pool as its client, reported an error. */
  | "FAILED"
  /** The pool does not respond, or refuses the app client. */
  | "UNAVAILABLE";

export class OAuthSignInError extends Error {
  override name = "OAuthSignInError";
  constructor(
    readonly failure: OAuthFailure,
    cause: unknown,
  ) {
    super(`Sign-in by a provider: ${failure}`, { cause });
  }
}

/** A person who declines is told by the provider's words: Cognito passes its error on as `invalid_request`. */
const declined = /access[_ ]denied|declined|cancel|denied/i;
const refusedByTrigger = /^(PreSignUp|PreAuthentication|PostConfirmation|PostAuthentication) failed/;

/** Reads the error with which the pool sends a browser back. */
export function toOAuthFailure(error: string, description: string): OAuthFailure {
  if (refusedByTrigger.test(description)) return "REFUSED_BY_POOL";
  return declined.test(error) || declined.test(description) ? "DECLINED" : "FAILED";
}
