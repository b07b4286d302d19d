import { eq } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { isUniqueViolation } from "../database/postgres-error.ts";
import { inTransaction } from "../database/transaction.ts";
import type { NewId } from "../lib/new-id.ts";
import type { AccountProfile } from "../user-pool/account-profile.ts";
import type { PoolProfile } from "../user-pool/profile/pool-profile.ts";
import { accountDeletions } from "./account-deletions-table.ts";
import { findUserBySub } from "./find-user-by-sub.ts";
import { findKeptProfile, forgetKeptProfile } from "./first-profile/pending-profiles.ts";
import { toFirstProfile } from "./first-profile/to-first-profile.ts";
import { findFreeHandle, releaseHandles } from "./handles.ts";
import { likenessOf } from "./likeness.ts";
import { toAddress } from "./to-address.ts";
import { type UserRow, users } from "./users-table.ts";

/**
 * Removes the data of an account that is gone at the user pool.
 *
 * @returns whether it was gone; false if the pool does not say.
 */
export type RemoveIfGone = (user: { id: string; sub: string }) => Promise<boolean>;

export type EnsureUserServices = {
  db: Database;
  clock: () => Date;
  newId: NewId;
  poolProfile: () => PoolProfile;
  removeIfGone: RemoveIfGone;
};

/**
 * The user of an account. It is created from the pool's profile if it is missing: after a confirmation, and
 * for accounts that were made outside this API (AWS console, import, federation, other programs).
 *
 * @param getProfile reads the profile from the pool; called only if the user is missing.
 * @returns undefined if the account was deleted here.
 */
export async function ensureUser(
  services: EnsureUserServices,
  sub: string,
  getProfile: () => Promise<AccountProfile>,
): Promise<UserRow | undefined> {
  const { db, clock, newId, poolProfile } = services;
  const found = await findUserBySub(db, sub);
  if (found) return found;
  const profile = await getProfile();
  const email = toAddress(profile.email, poolProfile());
  await removeGoneNamesakes(services, email);
  const first = toFirstProfile(profile, await findKeptProfile(db, sub), poolProfile());
  const owners = [email, profile.phoneNumber, profile.username, sub].filter(
    (owner) => typeof owner === "string",
  );
  const now = clock();
  for (;;) {
    const handle = await findFreeHandle(db, { wanted: first.wantedHandle, owners, now });
    const name = first.name ?? handle;
    const row = {
      id: newId(),
      sub,
      email,
      emailVerified: email !== null && profile.emailVerified,
      name,
      handle,
      likeness: likenessOf({ handle, name }),
      needsProfile: first.isComplete ? null : true,
      createdAt: now,
    };
    try {
      return await insertUser(db, row, owners);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      // A concurrent request has created the user, or somebody has taken the handle.
      const created = await findUserBySub(db, sub);
      if (created) return created;
    }
  }
}

/** In a pool that signs people in by usernames, any number of accounts may share an address. */
const maximumNamesakes = 3;

/**
 * Where people sign in by their address, the pool has one account for it: another user with the same spelling is gone
 * there, or has another address by now.
 */
async function removeGoneNamesakes(
  { db, poolProfile, removeIfGone }: Pick<EnsureUserServices, "db" | "poolProfile" | "removeIfGone">,
  email: string | null,
): Promise<void> {
  if (email === null || !poolProfile().identifiers.includes("EMAIL")) return;
  const namesakes = await db.select().from(users).where(eq(users.email, email)).limit(maximumNamesakes);
  for (const each of namesakes) await removeIfGone(each);
}

/**
 * Inserts the user and releases the reservations of its handle, in one transaction. Not for a deleted account:
 * a deletion is recorded before the pool is asked, so it is found here for every token that was issued
 * before.
 *
 * @returns undefined if the account was deleted.
 */
async function insertUser(
  db: Database,
  values: typeof users.$inferInsert,
  owners: string[],
): Promise<UserRow | undefined> {
  return await inTransaction(db, async (tx) => {
    const [deletion] = await tx
      .select({ sub: accountDeletions.sub })
      .from(accountDeletions)
      .where(eq(accountDeletions.sub, values.sub));
    if (deletion) return undefined;
    const [row] = await tx.insert(users).values(values).returning();
    if (!row) throw new Error("The insert returned no row.");
    await releaseHandles(tx, owners);
    await forgetKeptProfile(tx, values.sub);
    return row;
  });
}
