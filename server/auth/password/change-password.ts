import { eq } from "drizzle-orm";
import type { Member } from "../../graphql/identity.ts";
import type { AuthContext } from "../context.ts";
import { endAllSessions } from "../../sessions/sessions.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import { findUserBySub } from "../../users/ensure-user.ts";
import { findMember } from "../../users/find-member.ts";
import { users } from "../../users/users-table.ts";
import { passwordChanged } from "../shared/account-notices.ts";

/**
 * Changes the password of somebody who is signed in; their other sessions end.
 *
 * @throws UserPoolError NOT_AUTHORIZED where the current password is wrong.
 */
export async function changePassword(
  context: AuthContext,
  member: Member,
  passwords: { currentPassword: string; newPassword: string },
): Promise<void> {
  const { userPool, notices } = context;
  const user = await findMember(context, member);
  await endingSessions(
    () => userPool.changePassword({ accessToken: member.accessToken, ...passwords }),
    () => endAllSessions(context, user, member.claims.originJti),
  );
  notices.send(user.email, passwordChanged);
}

/**
 * Sets a new password by a mailed code; all sessions of the account end, here and at the pool: whoever had the old
 * password has nothing left.
 *
 * @throws UserPoolError where the code or the password is not accepted.
 */
export async function resetPassword(
  context: AuthContext,
  reset: { email: string; code: string; newPassword: string },
): Promise<void> {
  await endingSessions(
    () => context.userPool.confirmForgotPassword(reset),
    () => endSignInsOf(context, reset.email),
  );
  context.notices.send(reset.email, passwordChanged);
}

/** Sessions end where the password is a new one, and where nobody can tell because the pool's answer got lost. */
async function endingSessions(change: () => Promise<void>, end: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (error instanceof UserPoolError && error.code === "UNAVAILABLE") await end();
    throw error;
  }
  await end();
}

/** Ends all sign-ins of the account with this address, which our rows may not know yet. */
async function endSignInsOf({ db, revocations, userPool, log }: AuthContext, email: string): Promise<void> {
  const owners = await db.select().from(users).where(eq(users.email, email));
  for (const owner of owners) await endAllSessions({ db, revocations }, owner);
  try {
    const sub = await userPool.adminSignOutEverywhere({ email });
    const owner = await findUserBySub(db, sub);
    if (owner && owners.every(({ id }) => id !== owner.id)) await endAllSessions({ db, revocations }, owner);
  } catch (error) {
    log.warn(
      { code: error instanceof UserPoolError ? error.code : "UNKNOWN" },
      "the pool was not told to end the sign-ins of an account whose password was reset",
    );
  }
}
