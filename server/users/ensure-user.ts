import { eq } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { isUniqueViolation } from "../database/postgres-error.ts";
import { inTransaction } from "../database/transaction.ts";
import type { NewId } from "../lib/new-id.ts";
import { hasUnprintable, isVisible, overridesDirection } from "../lib/plain-text.ts";
import type { AccountProfile } from "../user-pool/account-profile.ts";
import { accountDeletions } from "./account-deletions-table.ts";
import { findUserBySub } from "./find-user-by-sub.ts";
import { findFreeHandle, releaseHandle } from "./handles.ts";
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
  removeIfGone: RemoveIfGone;
};

/**
 * The user of an account. It is created from the pool's profile if it is missing: after a confirmation, and
 * for accounts that were made outside this API (AWS console, CLI, Amplify).
 *
 * @param getProfile reads the profile from the pool; called only if the user is missing.
 * @returns undefined if the account was deleted here.
 */
export async function ensureUser(
  { db, clock, newId, removeIfGone }: EnsureUserServices,
  sub: string,
  getProfile: () => Promise<AccountProfile>,
): Promise<UserRow | undefined> {
  const found = await findUserBySub(db, sub);
  if (found) return found;
  const profile = await getProfile();
  const email = profile.email?.toLowerCase() ?? "";
  const wanted = profile.preferredUsername ?? email.split("@")[0] ?? "";
  // The pool has one account for an address, so another user with it is gone there, or has another address by now.
  const namesakes = email === "" ? [] : await db.select().from(users).where(eq(users.email, email));
  for (const each of namesakes) await removeIfGone(each);
  const now = clock();
  for (;;) {
    const handle = await findFreeHandle(db, { wanted, email, now });
    const row = {
      id: newId(),
      sub,
      email,
      emailVerified: profile.emailVerified,
      name: toName(profile.name) ?? toName(wanted) ?? handle,
      handle,
      createdAt: now,
    };
    try {
      return await insertUser(db, row);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      // A concurrent request has created the user, or somebody has taken the handle.
      const created = await findUserBySub(db, sub);
      if (created) return created;
    }
  }
}

const maximumNameLength = 100;

/** Makes a name from outside this API fit our rules. Undefined if nothing visible remains. */
function toName(given: string | undefined): string | undefined {
  const printable = Array.from(given ?? "").filter(
    (character) => !hasUnprintable(character) && !overridesDirection(character),
  );
  const name = printable.slice(0, maximumNameLength).join("").trim();
  return isVisible(name) ? name : undefined;
}

/**
 * Inserts the user and releases the reservation of its handle, in one transaction. Not for a deleted account:
 * a deletion is recorded before the pool is asked, so it is found here for every token that was issued
 * before.
 *
 * @returns undefined if the account was deleted.
 */
async function insertUser(db: Database, values: typeof users.$inferInsert): Promise<UserRow | undefined> {
  return await inTransaction(db, async (tx) => {
    const [deletion] = await tx
      .select({ sub: accountDeletions.sub })
      .from(accountDeletions)
      .where(eq(accountDeletions.sub, values.sub));
    if (deletion) return undefined;
    const [row] = await tx.insert(users).values(values).returning();
    if (!row) throw new Error("The insert returned no row.");
    await releaseHandle(tx, values.email);
    return row;
  });
}
