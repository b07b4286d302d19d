import type { Context } from "../action.ts";
import type { ClientOfPool } from "../app-clients.ts";
import { checkLockout, settleGuess, subjectOf } from "../attempts.ts";
import type { AuthAnswer } from "../auth-answer.ts";
import type { AuthSession } from "../auth-sessions.ts";
import { hidesUsers } from "../client-settings.ts";
import { incorrectUsernameOrPassword, userDoesNotExist } from "../exceptions.ts";
import { passFirstFactor } from "../first-factor.ts";
import { verifyPassword } from "../password-hash.ts";
import { findUser } from "../users.ts";

/**
 * Signs in with a password that the client sent as it is. Somebody who does not exist costs the same work and is locked
 * out in the same way, where the app client hides who does.
 *
 * @throws UserPoolException NotAuthorizedException, UserNotFoundException, and all that `passFirstFactor` throws
 */
export async function signInWithPassword(
  context: Context,
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
