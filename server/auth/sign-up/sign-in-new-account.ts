import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { Authentication } from "../../user-pool/verbs/authentication.ts";
import type { RefreshTokenDelivery } from "../session/refresh-token-delivery.type.ts";
import { SignedIn, SignInRequired } from "../session/session.type.ts";
import { completeSignIn, type SignInContext } from "../sign-in/complete-sign-in.ts";

/**
 * Signs in to an account that was just confirmed. If the sign-in fails, the account stays confirmed and the user must
 * enter the password.
 *
 * @param authenticate the sign-in at the pool.
 */
export async function signInNewAccount(
  context: SignInContext,
  identifier: string,
  authenticate: () => Promise<Authentication>,
  delivery: RefreshTokenDelivery,
): Promise<SignedIn | SignInRequired> {
  const provedAt = context.clock();
  try {
    const authentication = await authenticate();
    if (authentication.kind === "tokens") {
      const result = await completeSignIn(
        context,
        { identifier, tokens: authentication.tokens, provedAt },
        delivery,
      );
      if (result instanceof SignedIn) return result;
    }
  } catch (error) {
    const err = error instanceof UserPoolError ? error.code : error;
    context.log.warn({ err }, "an account was confirmed, but its sign-in failed");
  }
  return new SignInRequired(identifier);
}
