import { and, eq, ne } from "drizzle-orm";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { AccountProfile } from "../../user-pool/account-profile.ts";
import { toAddress } from "../../users/to-address.ts";
import { users } from "../../users/users-table.ts";
import type { AuthContext } from "../context.ts";

/**
 * The account that has the address of somebody whom a provider has named, besides their own. An address that the provider
 * has not verified has no part in this: else anybody could ask for anybody's account. A sign-up that nobody has confirmed is
 * removed: a stranger may have begun it, and the address is proved to be of this person.
 *
 * @returns its `sub`.
 * @throws UserPoolError
 */
export async function findOwnerOfAddress(
  context: Pick<AuthContext, "db" | "userPool" | "poolProfile" | "removeIfGone" | "log">,
  { sub, email, emailVerified }: Pick<AccountProfile, "sub" | "email" | "emailVerified">,
): Promise<string | undefined> {
  const profile = context.poolProfile();
  const address = toAddress(email, profile);
  if (address === null || !emailVerified) return undefined;
  const atPool = profile.identifiers.includes("EMAIL") ? await findAtPool(context, address) : undefined;
  if (atPool !== undefined && atPool !== sub) return atPool;
  return await findVerifiedOwner(context, address, sub);
}

/**
 * The account that we know to have an address, proved to be its person's, and that the pool still has.
 *
 * @param besides the `sub` of an account that does not count.
 * @returns its `sub`.
 */
export async function findVerifiedOwner(
  { db, removeIfGone }: Pick<AuthContext, "db" | "removeIfGone">,
  address: string,
  besides?: string,
): Promise<string | undefined> {
  const isOther = besides === undefined ? undefined : ne(users.sub, besides);
  const isOwned = and(eq(users.email, address), eq(users.emailVerified, true), isOther);
  const [known] = await db.select({ id: users.id, sub: users.sub }).from(users).where(isOwned).limit(1);
  return known && !(await removeIfGone(known)) ? known.sub : undefined;
}

async function findAtPool(
  { userPool, log }: Pick<AuthContext, "userPool" | "log">,
  address: string,
): Promise<string | undefined> {
  try {
    const found = await userPool.findAccount({ username: address });
    if (found?.isUnconfirmed) await userPool.removeUnconfirmed({ username: address, contact: address });
    return found?.isUnconfirmed === false ? found.sub : undefined;
  } catch (error) {
    if (!(error instanceof UserPoolError) || error.code !== "NOT_PERMITTED") throw error;
    log.warn(
      { err: error },
      "account of an address not looked up: the API lacks the permission AdminGetUser",
    );
    return undefined;
  }
}
