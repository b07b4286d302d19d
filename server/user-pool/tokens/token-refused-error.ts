/** The token is expired, and the client should refresh it; or it is invalid, and the user should sign in again. */
export class TokenRefusedError extends Error {
  override name = "TokenRefusedError";
  /**
   * @param reason what the client is told.
   * @param detail for the log: why a token that the pool has just issued is refused.
   */
  constructor(
    readonly reason: "TOKEN_EXPIRED" | "TOKEN_INVALID",
    readonly detail: "TOO_EARLY" | "EXPIRED" | "TOO_LARGE" | "MALFORMED" | "CLAIM_REFUSED",
    cause?: unknown,
  ) {
    super(`The access token was refused: ${detail}`, { cause });
  }
}
