import { subjectOf } from "../../users/attempt-subject.ts";
import { checkLockout, recordSignInAttempt } from "../../attempts/lockout.ts";
import { verifyPassword } from "../../passwords/password-hash.ts";
import type { AppClientWithPool } from "../../pools/app-clients.ts";
import { incorrectUsernameOrPassword, userDoesNotExist } from "../../protocol/exceptions.ts";
import { preventsUserExistenceErrors } from "../../settings/client-settings.ts";
import { findUser } from "../../users/users.ts";
import { completeFirstFactor } from "../factors/first-factor.ts";
import type { AuthResponse } from "../sessions/auth-response.ts";
import type { AuthSession } from "../sessions/auth-sessions.ts";
import type { SignInContext } from "../sessions/sign-in-context.ts";

/**
 * Verifies a plain-text password. If the app client prevents user existence errors, an unknown username takes the
 * same time and gets the same errors and lockout as a wrong password.
 *
 * @throws UserPoolException NotAuthorizedException, UserNotFoundException, and all that `completeFirstFactor` throws
 */
export async function signInWithPassword(
  context: SignInContext,
  app: AppClientWithPool,
  username: string,
  password: string,
  session?: AuthSession,
): Promise<AuthResponse> {
  const { pool, client } = app;
  const user = await findUser(context.database, pool, username);
  if (!user && !preventsUserExistenceErrors(client.settings)) throw userDoesNotExist();
  const subject = subjectOf(pool, user, username);
  await checkLockout(context, pool, subject, "Password");
  const isCorrect = await verifyPassword(password, user?.passwordHash ?? null, context.passwordHashCost);
  await recordSignInAttempt(context, pool, subject, "Password", isCorrect);
  if (!user || !isCorrect) throw incorrectUsernameOrPassword();
  return await completeFirstFactor(context, app, user, "PASSWORD", session);
}
