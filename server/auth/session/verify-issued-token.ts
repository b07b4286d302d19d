import { authUnavailable } from "../../graphql/errors.ts";
import {
  type AccessTokenClaims,
  TokenRefusedError,
  VerificationUnavailableError,
} from "../../user-pool/tokens/token-verifier.ts";
import type { AuthContext } from "../context.ts";

/**
 * Verifies an access token that the pool has just issued, and returns its claims. If it is refused, the
 * clocks of this machine and of the pool differ too much: the operator has to mend that, so the log says so
 * and the client may retry.
 *
 * @throws GraphQLError AUTH_UNAVAILABLE
 */
export async function verifyIssuedToken(
  { tokenVerifier, log }: Pick<AuthContext, "tokenVerifier" | "log">,
  accessToken: string,
): Promise<AccessTokenClaims> {
  try {
    return await tokenVerifier.verify(accessToken);
  } catch (error) {
    if (error instanceof VerificationUnavailableError) throw authUnavailable(error);
    if (!(error instanceof TokenRefusedError)) throw error;
    log.error(
      { err: error },
      "a token that the user pool has just issued is invalid: check this machine's clock",
    );
    throw authUnavailable(error);
  }
}
