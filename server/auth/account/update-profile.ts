import { eq } from "drizzle-orm";
import { isUniqueViolation } from "../../database/postgres-error.ts";
import { inTransaction } from "../../database/transaction.ts";
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
 */
export async function updateProfile(
  context: Pick<AuthContext, "userPool"> & HandleContext,
  member: Member,
  change: ProfileChange,
): Promise<UserRow | Rejected> {
  const { db } = context;
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
    return await inTransaction(db, async (tx) => {
      const [row] = await tx.update(users).set(change).where(eq(users.id, user.id)).returning();
      if (handle !== undefined) await releaseHandle(tx, user.email, handle);
      return row ?? user;
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

async function updatePool(
  { userPool }: Pick<AuthContext, "userPool">,
  member: Member,
  attributes: Record<string, string | undefined>,
): Promise<void> {
  const given = Object.entries(attributes).filter((each): each is [string, string] => each[1] !== undefined);
  if (given.length > 0) await userPool.updateAttributes(member, Object.fromEntries(given));
}
