import type { Context } from "./action.ts";
import type { ClientOfPool } from "./app-clients.ts";
import { invalidSession, requireSession } from "./auth-sessions.ts";
import { invalidParameter } from "./exceptions.ts";
import { passFirstFactor } from "./sign-in.ts";
import type { AuthAnswer } from "./sign-in.ts";
import { findUser } from "./users.ts";

/**
 * USER_AUTH: signs in at once with the Session of ConfirmSignUp, whose code was a first factor.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html
 */
export async function signInByChoice(
  context: Context,
  owner: ClientOfPool,
  username: string,
  _parameters: Record<string, string>,
  sessionKey: string | undefined,
): Promise<AuthAnswer> {
  if (sessionKey === undefined) throw invalidParameter("USER_AUTH is not enabled for the client.");
  const session = await requireSession(context, owner, sessionKey, "AUTO_SIGN_IN");
  const user = await findUser(context.database, owner.pool, username);
  if (user?.id !== session.userId || user?.credentialGeneration !== session.credentialGeneration || !user) {
    throw invalidSession();
  }
  return await passFirstFactor(context, owner, user, "EMAIL_OTP", session);
}
