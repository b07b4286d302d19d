import { eq } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import type { AccountProfile } from "../user-pool/account-profile.ts";
import type { PoolProfile } from "../user-pool/profile/pool-profile.ts";
import { isInconclusive, isRefusal } from "../user-pool/user-pool-error.ts";
import { ensureUser, type EnsureUserServices } from "./ensure-user.ts";
import { findUserBySub } from "./find-user-by-sub.ts";
import { likenessOf } from "./likeness.ts";
import { toAddress } from "./to-address.ts";
import { type UserRow, users } from "./users-table.ts";

/**
 * The user of an account that has just signed in, created or updated from the profile in its ID token.
 *
 * @returns undefined if the account was deleted here.
 */
export async function syncUser(
  services: EnsureUserServices,
  sub: string,
  profile: AccountProfile,
): Promise<UserRow | undefined> {
  const user = await ensureUser(services, sub, async () => profile);
  return user && (await syncEmail(services, user, profile));
}

/**
 * The user of an account that has signed in by another app client, created or updated from the pool's profile. If the
 * pool does not return the profile of an account whose user is known, the user stays as it is.
 *
 * @returns undefined if the account was deleted here.
 * @throws UserPoolError if the user is not known, and the pool does not return the profile.
 */
export async function syncUserOfOtherClient(
  services: EnsureUserServices,
  sub: string,
  getProfile: () => Promise<AccountProfile>,
): Promise<UserRow | undefined> {
  const found = await findUserBySub(services.db, sub);
  if (!found) return await ensureUser(services, sub, getProfile);
  const profile = await getProfile().catch((error: unknown) => {
    if (isInconclusive(error) || isRefusal(error)) return undefined;
    throw error;
  });
  return profile ? await syncEmail(services, found, profile) : found;
}

/**
 * Updates the address of a user from the pool, where it may have been changed or removed by another client, and stores the
 * likeness of one who has none yet.
 */
export async function syncEmail(
  { db, poolProfile }: { db: Database; poolProfile: () => PoolProfile },
  user: UserRow,
  profile: Pick<AccountProfile, "email" | "emailVerified">,
): Promise<UserRow> {
  const email = toAddress(profile.email, poolProfile());
  const emailVerified = email !== null && profile.emailVerified;
  if (email === user.email && emailVerified === user.emailVerified && user.likeness !== null) return user;
  const changed = { email, emailVerified, likeness: likenessOf(user) };
  await db.update(users).set(changed).where(eq(users.id, user.id));
  return { ...user, ...changed };
}
