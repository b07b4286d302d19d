import type { SignInContext } from "../sessions/sign-in-context.ts";
import type { ClientOfPool } from "../../pools/app-clients.ts";
import { isReadable, requiredAttributes } from "../../users/attributes.ts";
import { askFor } from "../sessions/auth-response.ts";
import type { AuthAnswer, SignInStep } from "../sessions/auth-response.ts";
import { useSession } from "../sessions/auth-sessions.ts";
import type { AuthSession } from "../sessions/auth-sessions.ts";
import { incorrectUsernameOrPassword, notAuthorized, UserPoolException } from "../../protocol/exceptions.ts";
import { askForMfaOrSignIn } from "./mfa.ts";
import type { UserPool } from "../../tables/user-pools-table.ts";
import type { User } from "../../tables/users-table.ts";
import { inTransaction } from "../../mail/transaction.ts";
import { lockUser } from "../../users/users.ts";

/**
 * Goes on after somebody has proved their first factor.
 *
 * @param user as they were when they proved it; should their credentials have changed since, it was for nothing.
 * @param session the one that they proved it in, which is thereby used up.
 * @throws UserPoolException NotAuthorizedException, UserNotConfirmedException, PasswordResetRequiredException
 */
export async function passFirstFactor(
  context: SignInContext,
  owner: ClientOfPool,
  user: User,
  factor: "PASSWORD" | "EMAIL_OTP",
  session?: AuthSession,
): Promise<AuthAnswer> {
  return await inTransaction(context, async (tx, post) => {
    const current = await lockUser(tx, user.id);
    if (current?.credentialGeneration !== user.credentialGeneration) throw incorrectUsernameOrPassword();
    checkMaySignIn(owner.pool, current, context.now);
    if (session) await useSession(tx, session, context.now);
    const step = { tx, post, owner, user: current, now: context.now };
    if (current.status === "FORCE_CHANGE_PASSWORD") return await askForNewPassword(step);
    return await askForMfaOrSignIn(step, factor);
  });
}

/** @throws UserPoolException where the user, whose first factor is proved, may not sign in all the same. */
export function checkMaySignIn(pool: UserPool, user: User, now: Date): void {
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (user.status === "UNCONFIRMED") {
    throw new UserPoolException("UserNotConfirmedException", "User is not confirmed.");
  }
  if (user.status === "RESET_REQUIRED") {
    throw new UserPoolException("PasswordResetRequiredException", "Password reset required for the user");
  }
  if (user.status === "FORCE_CHANGE_PASSWORD" && hasExpired(pool, user, now)) {
    throw notAuthorized("Temporary password has expired and must be reset by an administrator.");
  }
}

function hasExpired(pool: UserPool, { passwordSetAt }: User, now: Date): boolean {
  const days = pool.settings.Policies.PasswordPolicy.TemporaryPasswordValidityDays;
  return passwordSetAt !== null && passwordSetAt.getTime() + days * 86_400_000 <= now.getTime();
}

async function askForNewPassword(step: SignInStep): Promise<AuthAnswer> {
  const { owner, user } = step;
  const shown = Object.entries(user.attributes).filter(([name]) => isReadable(owner.client, name));
  const missing = requiredAttributes(owner.pool).filter((name) => !user.attributes[name]);
  const state = { waitsFor: "NEW_PASSWORD_REQUIRED" } as const;
  return await askFor(step, state, {
    USER_ID_FOR_SRP: user.username,
    userAttributes: JSON.stringify(Object.fromEntries(shown)),
    requiredAttributes: JSON.stringify(missing.map((name) => `userAttributes.${name}`)),
  });
}
