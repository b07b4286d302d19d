import { eq } from "drizzle-orm";
import type { Member } from "../../graphql/identity.ts";
import { endAllSessionsHere } from "../../sessions/sessions.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import { findUserBySub } from "../../users/find-user-by-sub.ts";
import { findMember } from "../../users/find-member.ts";
import { type UserRow, users } from "../../users/users-table.ts";
import type { AuthContext } from "../context.ts";
import { currentDeviceKeys } from "../devices/current-device-keys.ts";
import { forgetDevices } from "../devices/forget-devices.ts";
import { type Continuation, endOtherSessions } from "../other-sessions/end-other-sessions.ts";
import { passwordChanged } from "../shared/account-notices.ts";
import type { Identifier } from "../shared/identifier.ts";
import { isPasswordOf } from "../shared/check-password.ts";
import type { SignInContext } from "../sign-in/complete-sign-in.ts";

/** The current one is undefined for an account without a password, of which the token has the user scope. */
type Passwords = { currentPassword: string | undefined; newPassword: string };

/**
 * Changes the password of a member, and ends their other sessions, here and at the pool. The current one goes
 * on by a sign-in with the new password.
 *
 * @throws UserPoolError NOT_AUTHORIZED if the current password is wrong.
 */
export async function changePassword(
  context: SignInContext & Pick<AuthContext, "notices" | "acceptLanguage">,
  member: Member,
  passwords: Passwords,
): Promise<Continuation> {
  const { notices } = context;
  const { newPassword } = passwords;
  const user = await findMember(context, member);
  try {
    await changeAtPool(context, member, passwords);
  } catch (error) {
    if (!(error instanceof UserPoolError) || error.code !== "UNAVAILABLE") throw error;
    // The response may be lost. The sign-in tells whether the password has changed.
    const hasChanged = await isPasswordOf(context, member.claims, newPassword).catch(() => undefined);
    if (!hasChanged) {
      if (hasChanged === undefined) await endAllSessionsHere(context, user, member.claims.originJti);
      throw error;
    }
  }
  await forgetDevices(context, user, await currentDeviceKeys(context, member));
  const continuation = await endOtherSessions(context, member, { user, password: newPassword });
  notices.send(user.email, passwordChanged, context.acceptLanguage);
  return continuation;
}

/** Without the user scope the API checks the current password by a sign-in, then sets the new one. */
async function changeAtPool(
  context: Pick<AuthContext, "userPool" | "log">,
  { accessToken, claims }: Member,
  { currentPassword, newPassword }: Passwords,
): Promise<void> {
  const { userPool } = context;
  const { sub, hasUserScope } = claims;
  if (hasUserScope) return await userPool.changePassword({ accessToken, currentPassword, newPassword });
  if (currentPassword === undefined || !(await isPasswordOf(context, claims, currentPassword)))
    throw new UserPoolError("NOT_AUTHORIZED", undefined, undefined);
  await userPool.setPassword({ sub, newPassword });
}

/**
 * Sets a new password with a code, and ends all sessions of the account, here and at the pool: whoever had the old password
 * loses access. Also if the pool does not respond, since the password may have changed.
 *
 * @throws UserPoolError if the pool refuses the code or the password.
 */
export async function resetPassword(
  context: Pick<AuthContext, "db" | "userPool" | "revocations" | "notices" | "acceptLanguage" | "log">,
  identifier: Identifier,
  reset: { code: string; newPassword: string },
): Promise<void> {
  const { value: username } = identifier;
  try {
    await context.userPool.confirmForgotPassword({ username, ...reset });
  } catch (error) {
    if (error instanceof UserPoolError && error.code === "UNAVAILABLE")
      await endSessionsOf(context, identifier);
    throw error;
  }
  const email = await endSessionsOf(context, identifier);
  if (email !== undefined) context.notices.send(email, passwordChanged, context.acceptLanguage);
}

/**
 * The pool names the account's `sub`, since our rows may not have its current address yet, and have no other identifier.
 *
 * @returns the account's address, if it is known.
 */
async function endSessionsOf(
  { db, revocations, userPool, log }: Pick<AuthContext, "db" | "revocations" | "userPool" | "log">,
  { kind, value: username }: Identifier,
): Promise<string | undefined> {
  const email = kind === "EMAIL" ? username : undefined;
  const owners = email === undefined ? [] : await db.select().from(users).where(eq(users.email, email));
  const end = async (owner: UserRow): Promise<void> => {
    await endAllSessionsHere({ db, revocations }, owner);
    await forgetDevices({ db, userPool, log }, owner);
  };
  for (const owner of owners) await end(owner);
  try {
    await userPool.adminSignOutEverywhere({ username });
    const account = await userPool.findAccount({ username });
    const owner = await findUserBySub(db, account?.sub ?? "");
    if (owner && owners.every(({ id }) => id !== owner.id)) await end(owner);
    return email ?? account?.email;
  } catch (error) {
    log.warn(
      { code: error instanceof UserPoolError ? error.code : "UNKNOWN" },
      "sign-ins not ended at the user pool after a password reset",
    );
    return email;
  }
}
