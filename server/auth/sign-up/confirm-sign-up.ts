import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { RefreshTokenDelivery } from "../session/refresh-token-delivery.type.ts";
import { SignedIn, SignInRequired } from "../session/session.type.ts";
import { completeSignIn, type SignInContext } from "../sign-in/complete-sign-in.ts";

/**
 * Confirms an account, and signs in with the session that the pool returns for it. If the sign-in fails, the
 * account stays confirmed and the user must enter the password.
 *
 * @throws UserPoolError if the pool refuses the code.
 */
export async function confirmSignUp(
  context: SignInContext,
  { email, code }: { email: string; code: string },
  delivery: RefreshTokenDelivery,
): Promise<SignedIn | SignInRequired> {
  const { userPool, log, clock } = context;
  const provedAt = clock();
  const { session } = await userPool.confirmSignUp({ email, code });
  if (session === undefined) return new SignInRequired(email);
  try {
    const authentication = await userPool.signInAfterConfirmation({ email, session });
    if (authentication.kind === "tokens") {
      const result = await completeSignIn(context, { tokens: authentication.tokens, provedAt }, delivery);
      if (result instanceof SignedIn) return result;
    }
  } catch (error) {
    log.warn(
      { err: error instanceof UserPoolError ? error.code : error },
      "sign-up confirmed, but sign-in failed",
    );
  }
  return new SignInRequired(email);
}
