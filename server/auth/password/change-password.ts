import { eq } from "drizzle-orm";
import type { Member } from "../../graphql/identity.ts";
import { endAllSessions } from "../../sessions/sessions.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import { findUserBySub } from "../../users/find-user-by-sub.ts";
import { findMember } from "../../users/find-member.ts";
import { type UserRow, users } from "../../users/users-table.ts";
import type { AuthContext } from "../context.ts";
import { passwordChanged } from "../shared/account-notices.ts";
import { isPassword } from "../shared/is-password.ts";

/**
 * Changes the password of a member, and ends their other sessions.
 *
 * @throws UserPoolError NOT_AUTHORIZED if the current password is wrong.
 */
export async function changePassword(
  context: Pick<AuthContext, "db" | "userPool" | "revocations" | "notices" | "log">,
  member: Member,
  passwords: { currentPassword: string; newPassword: string },
): Promise<void> {
  const user = await findMember(context, member);
  await thenEndSessions(
    () => changeAtPool(context, member, user, passwords),
    () => endAllSessions(context, user, member.claims.originJti),
  );
  context.notices.send(user.email, passwordChanged);
}

/** Without the user scope the API checks the current password by a sign-in, then sets the new one. */
async function changeAtPool(
  context: Pick<AuthContext, "userPool" | "log">,
  { accessToken, claims: { sub, hasUserScope } }: Member,
  { email }: UserRow,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<void> {
  const { userPool } = context;
  if (hasUserScope) return await userPool.changePassword({ accessToken, currentPassword, newPassword });
  if (!(await isPassword(context, email, currentPassword)))
    throw new UserPoolError("NOT_AUTHORIZED", undefined, undefined);
  await userPool.setPassword({ sub, newPassword });
}

/**
 * Sets a new password with a mailed code, and ends all sessions of the account, here and at the pool: whoever
 * had the old password loses access.
 *
 * @throws UserPoolError if the pool refuses the code or the password.
 */
export async function resetPassword(
  context: Pick<AuthContext, "db" | "userPool" | "revocations" | "notices" | "log">,
  reset: { email: string; code: string; newPassword: string },
): Promise<void> {
  await thenEndSessions(
    () => context.userPool.confirmForgotPassword(reset),
    () => endSessionsOfEmail(context, reset.email),
  );
  context.notices.send(reset.email, passwordChanged);
}

/**
 * Ends sessions once the password has changed, and also if the pool does not respond, since it may have
 * changed.
 */
async function thenEndSessions(
  changePasswordAtPool: () => Promise<void>,
  endSessions: () => Promise<void>,
): Promise<void> {
  try {
    await changePasswordAtPool();
  } catch (error) {
    if (error instanceof UserPoolError && error.code === "UNAVAILABLE") await endSessions();
    throw error;
  }
  await endSessions();
}

/** The pool names the account's `sub`, since our rows may not have its current address yet. */
async function endSessionsOfEmail(
  { db, revocations, userPool, log }: Pick<AuthContext, "db" | "userPool" | "revocations" | "log">,
  email: string,
): Promise<void> {
  const owners = await db.select().from(users).where(eq(users.email, email));
  for (const owner of owners) await endAllSessions({ db, revocations }, owner);
  try {
    const sub = await userPool.adminSignOutEverywhere({ email });
    const owner = await findUserBySub(db, sub);
    if (owner && owners.every(({ id }) => id !== owner.id)) await endAllSessions({ db, revocations }, owner);
  } catch (error) {
    log.warn(
      { code: error instanceof UserPoolError ? error.code : "UNKNOWN" },
      "sign-ins not ended at the user pool after a password reset",
    );
  }
}
