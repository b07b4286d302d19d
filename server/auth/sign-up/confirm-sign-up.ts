import type { RefreshTokenDelivery } from "../session/refresh-token-delivery.type.ts";
import { type SignedIn, SignInRequired } from "../session/session.type.ts";
import type { SignInContext } from "../sign-in/complete-sign-in.ts";
import { signInNewAccount } from "./sign-in-new-account.ts";

/**
 * Confirms an account, and signs in with the session that the pool returns for it.
 *
 * @throws UserPoolError if the pool refuses the code.
 */
export async function confirmSignUp(
  context: SignInContext,
  { username, code }: { username: string; code: string },
  delivery: RefreshTokenDelivery,
): Promise<SignedIn | SignInRequired> {
  const { userPool } = context;
  const { session, username: confirmed } = await userPool.confirmSignUp({ username, code });
  if (session === undefined) return new SignInRequired(username);
  const authenticate = () => userPool.signInAfterConfirmation({ username: confirmed, session });
  return await signInNewAccount(context, username, authenticate, delivery);
}
