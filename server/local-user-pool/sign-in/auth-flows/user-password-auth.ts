import type { SignInContext } from "../sessions/sign-in-context.ts";
import type { ClientOfPool } from "../../pools/app-clients.ts";
import { checkLockout, settleGuess } from "../../attempts/lockout.ts";
import type { AuthAnswer } from "../sessions/auth-response.ts";
import type { AuthSession } from "../sessions/auth-sessions.ts";
import { hidesUsers } from "../../settings/client-settings.ts";
import { incorrectUsernameOrPassword, userDoesNotExist } from "../../protocol/exceptions.ts";
import { passFirstFactor } from "../factors/first-factor.ts";
import { verifyPassword } from "../../passwords/password-hash.ts";
import { findUser } from "../../users/users.ts";
import { subjectOf } from "../../attempts/attempt-subject.ts";

/**
 * Signs in with a password that the client sent as it is. Somebody who does not exist costs the same work and is locked
 * out in the same way, where the app client hides who does.
 *
 * @throws UserPoolException NotAuthorizedException, UserNotFoundException, and all that `passFirstFactor` throws
 */
export async function signInWithPassword(
  context: SignInContext,
  owner: ClientOfPool,
  username: string,
  password: string,
  session?: AuthSession,
): Promise<AuthAnswer> {
  const { pool, client } = owner;
  const user = await findUser(context.database, pool, username);
  if (!user && !hidesUsers(client.settings)) throw userDoesNotExist();
  const subject = subjectOf(pool, user, username);
  await checkLockout(context, pool, subject, "Password");
  const isRight = await verifyPassword(password, user?.passwordHash ?? null, context.passwordHashCost);
  await settleGuess(context, pool, subject, "Password", isRight);
  if (!user || !isRight) throw incorrectUsernameOrPassword();
  return await passFirstFactor(context, owner, user, "PASSWORD", session);
}
