import { eq } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import type { AccountProfile } from "../user-pool/account-profile.ts";
import type { PoolProfile } from "../user-pool/profile/pool-profile.ts";
import { ensureUser, type EnsureUserServices } from "./ensure-user.ts";
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

/** Updates the address of a user from the pool, where it may have been changed or removed by another client. */
export async function syncEmail(
  { db, poolProfile }: { db: Database; poolProfile: () => PoolProfile },
  user: UserRow,
  profile: Pick<AccountProfile, "email" | "emailVerified">,
): Promise<UserRow> {
  const email = toAddress(profile.email, poolProfile());
  const emailVerified = email !== null && profile.emailVerified;
  if (email === user.email && emailVerified === user.emailVerified) return user;
  await db.update(users).set({ email, emailVerified }).where(eq(users.id, user.id));
  return { ...user, email, emailVerified };
}
