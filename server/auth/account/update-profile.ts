import { eq } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { isUniqueViolation } from "../../database/postgres-error.ts";
import { inTransaction } from "../../database/transaction.ts";
import { unauthenticated } from "../../graphql/errors.ts";
import type { Member } from "../../graphql/identity.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { findMember } from "../../users/find-member.ts";
import { releaseHandle } from "../../users/handles.ts";
import { type UserRow, users } from "../../users/users-table.ts";
import type { AuthContext } from "../context.ts";
import { handleTaken } from "../shared/problems.ts";
import { type HandleContext, reserveFreeHandle } from "../shared/reserve-free-handle.ts";

export type ProfileChange = { name?: string; handle?: string; bio?: string | null };

/** Longer than the pool may take to respond. */
const reservedForMs = 60 * 1000;

/**
 * Changes a profile here and at the pool: reserves the handle, updates the pool, then updates our row. If one
 * step fails, nothing has changed.
 *
 * @throws UserPoolError
 * @throws GraphQLError UNAUTHENTICATED if the account was deleted during the request.
 */
export async function updateProfile(
  context: Pick<AuthContext, "userPool"> & HandleContext,
  member: Member,
  change: ProfileChange,
): Promise<UserRow | Rejected> {
  const { db } = context;
  // The bio is not at the pool.
  if (change.name === undefined && change.handle === undefined && change.bio !== undefined) {
    const changed = await changeUser(db, member, change);
    if (!changed) throw unauthenticated("TOKEN_INVALID");
    return changed;
  }
  const user = await findMember(context, member);
  if (Object.keys(change).length === 0) return user;
  const handle = change.handle === user.handle ? undefined : change.handle;
  if (handle !== undefined) {
    const wanted = { handle, email: user.email, forMs: reservedForMs };
    if (!(await reserveFreeHandle(context, wanted))) return new Rejected([handleTaken()]);
  }
  const attributes = { name: change.name, preferred_username: handle };
  try {
    await updatePool(context, member, attributes);
  } catch (error) {
    if (handle !== undefined) await releaseHandle(db, user.email, handle);
    throw error;
  }
  try {
    if (handle === undefined) return (await changeUser(db, member, change)) ?? user;
    return await inTransaction(db, async (tx) => {
      const changed = await changeUser(tx, member, change);
      await releaseHandle(tx, user.email, handle);
      return changed ?? user;
    });
  } catch (error) {
    await updatePool(context, member, {
      name: attributes.name && user.name,
      preferred_username: handle && user.handle,
    });
    // The reservation keeps every other update and sign-up away, but not an account that was made outside
    // this API.
    if (isUniqueViolation(error)) return new Rejected([handleTaken()]);
    throw error;
  }
}

/** @returns undefined if the account was deleted during the request. */
async function changeUser(
  db: Database,
  { userId }: Member,
  change: ProfileChange,
): Promise<UserRow | undefined> {
  const [row] = await db.update(users).set(change).where(eq(users.id, userId)).returning();
  return row;
}

async function updatePool(
  { userPool }: Pick<AuthContext, "userPool">,
  member: Member,
  attributes: Record<string, string | undefined>,
): Promise<void> {
  const given = Object.entries(attributes).filter((each): each is [string, string] => each[1] !== undefined);
  if (given.length > 0) await userPool.updateAttributes(member, Object.fromEntries(given));
}
