import type { Context } from "./action.ts";
import type { ClientOfPool } from "./app-clients.ts";
import { checkLockout, settlePassword, subjectOf } from "./attempts.ts";
import type { AuthSession } from "./auth-sessions.ts";
import { hidesUsers } from "./client-settings.ts";
import { incorrectUsernameOrPassword, userDoesNotExist } from "./exceptions.ts";
import { verifyPassword } from "./password-hash.ts";
import { passFirstFactor } from "./sign-in.ts";
import type { AuthAnswer } from "./sign-in.ts";
import { findUser } from "./users.ts";

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
  const user = await findUser(context.database, owner.pool, username);
  if (!user && !hidesUsers(owner.client.settings)) throw userDoesNotExist();
  const subject = subjectOf(owner.pool, user, username);
  await checkLockout(context, owner.pool, subject);
  const isRight = await verifyPassword(password, user?.passwordHash ?? null);
  await settlePassword(context, owner.pool, subject, isRight);
  if (!user || !isRight) throw incorrectUsernameOrPassword();
  return await passFirstFactor(context, owner, user, "PASSWORD", session);
}
