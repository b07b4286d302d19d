import { eq } from "drizzle-orm";
import { inTransaction } from "../../database/transaction.ts";
import type { Member } from "../../graphql/identity.ts";
import type { AuthContext } from "../context.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import { syncEmail } from "../../users/ensure-user.ts";
import { findMember } from "../../users/find-member.ts";
import type { UserRow } from "../../users/users-table.ts";
import { emailChanges } from "./email-changes-table.ts";
import { accountExists, emailChanged } from "../shared/account-notices.ts";

/**
 * Has the pool mail a code to a new address. The old one stays until the code comes back. Whether the new one has an
 * account already makes no difference to the caller, now or at the confirmation; its owner is told by mail. A sign-up
 * that waits there makes room: whoever reads the mail decides.
 *
 * @throws UserPoolError
 */
export async function changeEmail(
  context: AuthContext,
  { accessToken, userId }: Member,
  email: string,
): Promise<void> {
  const { db, clock, userPool, notices } = context;
  const update = async (): Promise<boolean> =>
    await userPool.updateAttributes({ accessToken, attributes: { email } }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof UserPoolError && error.code === "USER_EXISTS") return false;
        throw error;
      },
    );
  const isFree = (await update()) || ((await makeRoom(context, email)) && (await update()));
  const change = { email, isFree, requestedAt: clock() };
  await db
    .insert(emailChanges)
    .values({ userId, ...change })
    .onConflictDoUpdate({ target: emailChanges.userId, set: change });
  if (!isFree) notices.send(email, accountExists);
}

async function makeRoom({ userPool, log }: AuthContext, email: string): Promise<boolean> {
  try {
    return await userPool.removeUnconfirmed({ email });
  } catch (error) {
    if (!(error instanceof UserPoolError) || error.code !== "MISCONFIGURED") throw error;
    log.warn({ err: error }, "the API may not replace unconfirmed accounts");
    return false;
  }
}

/**
 * Puts the new address in the place of the old one.
 *
 * @throws UserPoolError where the code is not accepted, or somebody else took the address meanwhile.
 */
export async function confirmEmail(context: AuthContext, member: Member, code: string): Promise<UserRow> {
  const { db, userPool, notices, log } = context;
  const { accessToken, userId } = member;
  const user = await findMember(context, member);
  const [change] = await db.select().from(emailChanges).where(eq(emailChanges.userId, userId));
  if (!change?.isFree) throw new UserPoolError("CODE_MISMATCH", undefined, undefined);
  await userPool.verifyEmail({ accessToken, code });
  const profile = await userPool.getProfile({ accessToken }).catch((error: unknown) => {
    // The change is made, and its code is used up; what was asked for is what is there now.
    log.warn({ err: error }, "the pool was not asked what the address is now");
    return { email: change.email, emailVerified: true };
  });
  const changed = await inTransaction(db, async (tx) => {
    await tx.delete(emailChanges).where(eq(emailChanges.userId, userId));
    return await syncEmail(tx, user, profile);
  });
  if (changed.email !== user.email) notices.send(user.email, emailChanged);
  return changed;
}
