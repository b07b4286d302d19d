import { eq } from "drizzle-orm";
import { inTransaction } from "../../database/transaction.ts";
import type { Member } from "../../graphql/identity.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import { findMember } from "../../users/find-member.ts";
import { syncEmail } from "../../users/sync-user.ts";
import type { UserRow } from "../../users/users-table.ts";
import type { AuthContext } from "../context.ts";
import { accountExists, emailChanged } from "../shared/account-notices.ts";
import { emailChanges } from "./email-changes-table.ts";

/**
 * Has the pool mail a code to a new address. The old address stays until the code is confirmed. Neither this
 * function nor `confirmEmail` reveals whether the new address has an account; its owner gets a mail instead.
 * An unconfirmed account of that address is removed: whoever reads its mail decides.
 *
 * @throws UserPoolError
 */
export async function changeEmail(
  context: Pick<AuthContext, "db" | "clock" | "userPool" | "notices" | "acceptLanguage" | "log">,
  member: Member,
  email: string,
): Promise<void> {
  const { db, clock, userPool, notices } = context;
  const update = async (): Promise<boolean> =>
    await userPool.updateAttributes(member, { email }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof UserPoolError && error.code === "USER_EXISTS") return false;
        throw error;
      },
    );
  // The same calls for every address, so that their duration does not reveal an account.
  await removeUnconfirmed(context, email);
  const isFree = await update();
  await recordChange(db, member, { email, isFree, requestedAt: clock() });
  if (!isFree) notices.send(email, accountExists, context.acceptLanguage);
}

/**
 * Has the pool mail a code to the account's own address, if it is not verified: nobody can recover by such an address. The
 * pool knows, since an operator may have changed it there.
 *
 * @returns false if it is verified.
 * @throws UserPoolError
 */
export async function verifyOwnEmail(
  context: Pick<AuthContext, "db" | "clock" | "userPool" | "poolProfile">,
  member: Member,
  user: UserRow,
): Promise<boolean> {
  const { db, clock, userPool } = context;
  const profile = await userPool.getProfile(member);
  const { email, emailVerified } = await syncEmail(context, user, profile);
  if (email === null) throw new UserPoolError("INVALID_PARAMETER", undefined, undefined);
  if (emailVerified) return false;
  const [begun] = await db.select().from(emailChanges).where(eq(emailChanges.userId, user.id));
  // The pool sends its code to the address of a change that was begun, until that is withdrawn.
  if (begun && begun.email.toLowerCase() !== email.toLowerCase())
    await userPool.updateAttributes(member, { email: profile.email ?? email });
  await userPool.sendEmailCode(member);
  await recordChange(db, member, { email, isFree: true, requestedAt: clock() });
  return true;
}

async function recordChange(
  db: AuthContext["db"],
  { userId }: Member,
  change: Omit<typeof emailChanges.$inferInsert, "userId">,
): Promise<void> {
  await db
    .insert(emailChanges)
    .values({ userId, ...change })
    .onConflictDoUpdate({ target: emailChanges.userId, set: change });
}

async function removeUnconfirmed(
  { userPool, log }: Pick<AuthContext, "userPool" | "log">,
  email: string,
): Promise<void> {
  try {
    await userPool.removeUnconfirmed({ username: email, contact: email });
  } catch (error) {
    if (!(error instanceof UserPoolError) || error.code !== "NOT_PERMITTED") throw error;
    log.warn({ err: error }, "unconfirmed account not removed: the API lacks the permission");
  }
}

/**
 * Replaces the old address by the new one, or verifies the account's own.
 *
 * @throws UserPoolError if the pool refuses the code, or somebody else has taken the address.
 */
export async function confirmEmail(
  context: Pick<AuthContext, "db" | "userPool" | "poolProfile" | "notices" | "acceptLanguage" | "log">,
  member: Member,
  code: string,
): Promise<UserRow> {
  const { db, userPool, poolProfile, notices, log } = context;
  const { userId } = member;
  const user = await findMember(context, member);
  const [change] = await db.select().from(emailChanges).where(eq(emailChanges.userId, userId));
  // No code confirms an address of somebody else, but the pool is asked all the same: the duration must not reveal that
  // the address has an account. A code with a letter is never right.
  await userPool.verifyEmail(member, { code: change?.isFree ? code : `${code}x` });
  if (!change?.isFree) throw new UserPoolError("CODE_MISMATCH", undefined, undefined);
  const profile = await userPool.getProfile(member).catch((error: unknown) => {
    // The pool has accepted the code, so the requested address is the account's address.
    log.warn({ err: error }, "profile not read from the user pool after a change of address");
    return { email: change.email, emailVerified: true };
  });
  const changed = await inTransaction(db, async (tx) => {
    await tx.delete(emailChanges).where(eq(emailChanges.userId, userId));
    return await syncEmail({ db: tx, poolProfile }, user, profile);
  });
  if (changed.email !== user.email) notices.send(user.email, emailChanged, context.acceptLanguage);
  return changed;
}
