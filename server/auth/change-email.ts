import type { Context, Member } from "../graphql/context.ts";
import { UserPoolError } from "../user-pool/user-pool-error.ts";
import { followPool } from "../users/ensure-user.ts";
import { findMember } from "../users/find-member.ts";
import type { UserRow } from "../users/users-table.ts";
import { accountExists, emailChanged } from "./notices.ts";

/**
 * Has the pool mail a code to a new address. The old one stays until the code comes back. Whether the new one has an
 * account already makes no difference to the caller; its owner is told by mail.
 *
 * @throws UserPoolError
 */
export async function changeEmail(
  { userPool, notices }: Context,
  { accessToken }: Member,
  email: string,
): Promise<void> {
  try {
    await userPool.updateAttributes({ accessToken, attributes: { email } });
  } catch (error) {
    if (!(error instanceof UserPoolError) || error.code !== "USER_EXISTS") throw error;
    notices.send(email, accountExists);
  }
}

/**
 * Puts the new address in the place of the old one.
 *
 * @throws UserPoolError where the code is not accepted, or somebody else took the address meanwhile.
 */
export async function confirmEmail(context: Context, member: Member, code: string): Promise<UserRow> {
  const { db, userPool, notices } = context;
  const user = await findMember(context, member);
  await userPool.verifyEmail({ accessToken: member.accessToken, code });
  const changed = await followPool(db, user, await userPool.getProfile(member));
  if (changed.email !== user.email) notices.send(user.email, emailChanged);
  return changed;
}
