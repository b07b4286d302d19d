import { findSignInDevice } from "../../devices/devices.ts";
import { inTransaction } from "../../mail/transaction-with-mail.ts";
import type { AppClientWithPool } from "../../pools/app-clients.ts";
import { incorrectUsernameOrPassword, notAuthorized, UserPoolException } from "../../protocol/exceptions.ts";
import type { Database } from "../../tables/database-schema.ts";
import type { UserPool } from "../../tables/user-pools-table.ts";
import type { User } from "../../tables/users-table.ts";
import { isReadable, requiredAttributes } from "../../users/attributes.ts";
import { lockUser } from "../../users/users.ts";
import { issueChallenge } from "../sessions/auth-response.ts";
import type { AuthResponse, SignInTransaction } from "../sessions/auth-response.ts";
import { consumeAuthSession } from "../sessions/auth-sessions.ts";
import type { AuthSession } from "../sessions/auth-sessions.ts";
import type { SignInContext } from "../sessions/sign-in-context.ts";
import { issueMfaChallengeOrTokens } from "./mfa.ts";
import type { VerifiedFirstFactor } from "./mfa.ts";

/** The part of the context that completes a first factor. */
export type FirstFactorContext = Omit<SignInContext, "passwordHashCost">;

/**
 * Continues a sign-in after the first factor has been verified: with the next challenge or with tokens.
 *
 * @param user the user's row from the verification. If the password has changed since, the sign-in fails.
 * @param session the session that the factor was verified in, which is consumed.
 * @param inSameTransaction runs before the next challenge or the tokens are issued.
 * @throws UserPoolException NotAuthorizedException, UserNotConfirmedException, PasswordResetRequiredException;
 * ResourceNotFoundException for the device of another user
 */
export async function completeFirstFactor(
  context: FirstFactorContext,
  app: AppClientWithPool,
  user: User,
  factor: VerifiedFirstFactor,
  session?: AuthSession,
  inSameTransaction?: (tx: Database) => Promise<void>,
): Promise<AuthResponse> {
  return await inTransaction(
    context,
    { reason: "Authentication", clientId: app.client.id },
    async (tx, queueMail) => {
      const current = await lockUser(tx, user.id);
      if (current?.credentialGeneration !== user.credentialGeneration) throw incorrectUsernameOrPassword();
      checkCanSignIn(app.pool, current, context.now);
      if (session) await consumeAuthSession(tx, session, context.now);
      await inSameTransaction?.(tx);
      const device = await findSignInDevice(tx, app.pool, current, context.deviceKey);
      const { now, sourceAddress } = context;
      const { customAuth } = context;
      const signIn = { tx, queueMail, app, user: current, device, customAuth, sourceAddress, now };
      if (current.status === "FORCE_CHANGE_PASSWORD") return await issueNewPasswordChallenge(signIn);
      return await issueMfaChallengeOrTokens(signIn, factor);
    },
  );
}

/** @throws UserPoolException where the user cannot sign in although the first factor is verified. */
export function checkCanSignIn(pool: UserPool, user: User, now: Date): void {
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (user.status === "EXTERNAL_PROVIDER") throw incorrectUsernameOrPassword();
  if (user.status === "UNCONFIRMED") {
    throw new UserPoolException("UserNotConfirmedException", "User is not confirmed.");
  }
  if (user.status === "RESET_REQUIRED") {
    throw new UserPoolException("PasswordResetRequiredException", "Password reset required for the user");
  }
  if (user.status === "FORCE_CHANGE_PASSWORD" && hasTemporaryPasswordExpired(pool, user, now)) {
    throw notAuthorized("Temporary password has expired and must be reset by an administrator.");
  }
}

function hasTemporaryPasswordExpired(pool: UserPool, { passwordSetAt }: User, now: Date): boolean {
  const days = pool.settings.Policies.PasswordPolicy.TemporaryPasswordValidityDays;
  return passwordSetAt !== null && passwordSetAt.getTime() + days * 86_400_000 <= now.getTime();
}

async function issueNewPasswordChallenge(signIn: SignInTransaction): Promise<AuthResponse> {
  const { app, user } = signIn;
  const readable = Object.entries(user.attributes).filter(([name]) => isReadable(app.client, name));
  const missing = requiredAttributes(app.pool).filter((name) => !user.attributes[name]);
  const state = { waitsFor: "NEW_PASSWORD_REQUIRED" } as const;
  return await issueChallenge(signIn, state, {
    USER_ID_FOR_SRP: user.username,
    userAttributes: JSON.stringify(Object.fromEntries(readable)),
    requiredAttributes: JSON.stringify(missing.map((name) => `userAttributes.${name}`)),
  });
}
