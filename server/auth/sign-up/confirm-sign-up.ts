import type { AuthContext } from "../context.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import { completeSignIn } from "../sign-in/complete-sign-in.ts";
import type { RefreshTokenDelivery } from "../session/refresh-token-delivery.type.ts";
import { SignedIn, SignInRequired } from "../session/session.type.ts";

/**
 * Confirms an account and signs in with the session that the pool gives for it. Once the account is confirmed,
 * nothing that goes wrong behind it undoes that: the person is asked for the password instead.
 *
 * @throws UserPoolError where the code is not accepted.
 */
export async function confirmSignUp(
  context: AuthContext,
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
      const outcome = await completeSignIn(context, { tokens: authentication.tokens, provedAt }, delivery);
      if (outcome instanceof SignedIn) return outcome;
    }
  } catch (error) {
    log.warn({ err: error instanceof UserPoolError ? error.code : error }, "confirmed, but not signed in");
  }
  return new SignInRequired(email);
}
