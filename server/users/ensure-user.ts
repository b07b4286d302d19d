import { eq } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { isUniqueViolation } from "../database/postgres-error.ts";
import { inTransaction } from "../database/transaction.ts";
import type { NewId } from "../lib/new-id.ts";
import { hasUnprintable, isVisible, overridesDirection } from "../lib/plain-text.ts";
import type { PoolProfile } from "../user-pool/provisioning/pool-profile.ts";
import { accountDeletions } from "./account-deletions-table.ts";
import { findFreeHandle, releaseHandle } from "./handles.ts";
import { type UserRow, users } from "./users-table.ts";

type Wanting = {
  db: Database;
  clock: () => Date;
  newId: NewId;
};

/**
 * The row of an account, made from the pool's profile where there is none yet: after a confirmation, and for
 * accounts made elsewhere (AWS console, CLI, Amplify).
 *
 * @param getProfile asks the pool; called only where the row is missing.
 * @returns undefined where the account was deleted here.
 */
export async function ensureUser(
  { db, clock, newId }: Wanting,
  sub: string,
  getProfile: () => Promise<PoolProfile>,
): Promise<UserRow | undefined> {
  const found = await findUserBySub(db, sub);
  if (found) return found;
  const profile = await getProfile();
  const email = profile.email?.toLowerCase() ?? "";
  const wanted = profile.preferredUsername ?? email.split("@")[0] ?? "";
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
      // Either a request beside this one made the row, or somebody took the handle in between.
      const made = await findUserBySub(db, sub);
      if (made) return made;
    }
  }
}

const maximumNameLength = 100;

/** A name that was given elsewhere, as our own rules would have it; undefined where nothing is left of it. */
function toName(given: string | undefined): string | undefined {
  const printable = Array.from(given ?? "").filter(
    (character) => !hasUnprintable(character) && !overridesDirection(character),
  );
  const name = printable.slice(0, maximumNameLength).join("").trim();
  return isVisible(name) ? name : undefined;
}

export async function findUserBySub(db: Database, sub: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.sub, sub));
  return row;
}

/**
 * Follows a change of address that was made at the pool, by whatever way.
 *
 * @param profile what the pool says now, e.g. in the ID token of a sign-in.
 */
export async function syncEmail(
  db: Database,
  user: UserRow,
  profile: Pick<PoolProfile, "email" | "emailVerified">,
): Promise<UserRow> {
  const email = profile.email?.toLowerCase() ?? user.email;
  const { emailVerified } = profile;
  if (email === user.email && emailVerified === user.emailVerified) return user;
  await db.update(users).set({ email, emailVerified }).where(eq(users.id, user.id));
  return { ...user, email, emailVerified };
}

/**
 * The account takes its handle, and the reservation goes: both or neither. Not for one that was deleted: whoever deletes
 * says so before the pool is asked, so that every token that came before finds it here.
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
