import { authUnavailable } from "../../graphql/errors.ts";
import type { MemberClaims } from "../../user-pool/tokens/access-token-claims.ts";
import { TokenRefusedError } from "../../user-pool/tokens/token-refused-error.ts";
import { VerificationUnavailableError } from "../../user-pool/tokens/token-verifier.ts";
import type { AuthContext } from "../context.ts";

/**
 * Verifies an access token that the pool has just issued, and returns its claims. If it is refused, the operator has to
 * mend that, so the log says why.
 *
 * @throws GraphQLError AUTH_UNAVAILABLE if it is refused: the clocks of this machine and of the pool differ too much, or the
 *   app client is of another pool.
 */
export async function verifyIssuedToken(
  { tokenVerifier, log }: Pick<AuthContext, "tokenVerifier" | "log">,
  accessToken: string,
): Promise<MemberClaims> {
  try {
    const claims = await tokenVerifier.verify(accessToken);
    if (claims.kind === "member") return claims;
    throw new TokenRefusedError("TOKEN_INVALID", "MALFORMED");
  } catch (error) {
    if (error instanceof VerificationUnavailableError) throw authUnavailable(error);
    if (!(error instanceof TokenRefusedError)) throw error;
    log.error({ err: error, detail: error.detail }, explain(error));
    throw authUnavailable(error);
  }
}

function explain({ detail }: TokenRefusedError): string {
  switch (detail) {
    case "TOO_EARLY":
    case "EXPIRED":
      return "a token that the user pool has just issued is not valid now: check this machine's clock";
    case "CLAIM_REFUSED":
      return "the user pool issued a token without a claim that is declared as required: check its trigger";
    default:
      return "the user pool issued a token that is not accepted here: check that COGNITO_CLIENT_ID belongs to COGNITO_USER_POOL_ID";
  }
}
