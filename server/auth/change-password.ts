import { eq } from "drizzle-orm";
import type { Context, Member } from "../graphql/context.ts";
import { endAllSessions } from "../sessions/sessions.ts";
import { UserPoolError } from "../user-pool/user-pool-error.ts";
import { findMember } from "../users/find-member.ts";
import { users } from "../users/users-table.ts";
import { passwordChanged } from "./notices.ts";

/**
 * Changes the password of somebody who is signed in; their other sessions end.
 *
 * @throws UserPoolError NOT_AUTHORIZED where the current password is wrong.
 */
export async function changePassword(
  context: Context,
  member: Member,
  passwords: { currentPassword: string; newPassword: string },
): Promise<void> {
  const { userPool, notices } = context;
  const user = await findMember(context, member);
  await userPool.changePassword({ accessToken: member.accessToken, ...passwords });
  await endAllSessions(context, user, member.claims.originJti);
  notices.send(user.email, passwordChanged);
}

/**
 * Sets a new password by a mailed code; all sessions of the account end, here and at the pool: whoever had the old
 * password has nothing left.
 *
 * @throws UserPoolError where the code or the password is not accepted.
 */
export async function resetPassword(
  context: Context,
  reset: { email: string; code: string; newPassword: string },
): Promise<void> {
  const { db, userPool, notices, log } = context;
  await userPool.confirmForgotPassword(reset);
  const owners = await db.select().from(users).where(eq(users.email, reset.email));
  for (const owner of owners) await endAllSessions(context, owner);
  notices.send(reset.email, passwordChanged);
  try {
    await userPool.endSignIns({ username: reset.email });
  } catch (error) {
    log.warn(
      { code: error instanceof UserPoolError ? error.code : "UNKNOWN" },
      "the pool was not told to end the sign-ins of an account whose password was reset",
    );
  }
}
