import { eq } from "drizzle-orm";
import type { Context, Member } from "../graphql/context.ts";
import { Rejected } from "../graphql/problem.type.ts";
import { findMember } from "../users/find-member.ts";
import { releaseHandle, reserveHandle } from "../users/handles.ts";
import { type UserRow, users } from "../users/users-table.ts";
import { handleTaken } from "./to-rejected.ts";

export type ProfileChange = { name?: string; handle?: string; bio?: string | null };

/** As long as the pool may take to answer, and some more. */
const heldForMs = 60 * 1000;

/**
 * Changes a profile here and at the pool: a handle is held first, then the pool is asked, then our row follows. Where
 * one fails, nothing has changed.
 *
 * @throws UserPoolError
 */
export async function updateProfile(
  context: Context,
  member: Member,
  change: ProfileChange,
): Promise<UserRow | Rejected> {
  const { db, clock } = context;
  const user = await findMember(context, member);
  const handle = change.handle === user.handle ? undefined : change.handle;
  if (handle !== undefined) {
    const now = clock();
    const until = new Date(now.getTime() + heldForMs);
    if (!(await reserveHandle(db, { handle, email: user.email, now, until })))
      return new Rejected([handleTaken()]);
  }
  try {
    await updatePool(context, member, {
      ...(change.name !== undefined && { name: change.name }),
      ...(handle !== undefined && { preferred_username: handle }),
    });
    return await db.transaction(async (tx) => {
      const [row] = await tx
        .update(users)
        .set({ ...user, ...change })
        .where(eq(users.id, user.id))
        .returning();
      if (handle !== undefined) await releaseHandle(tx, user.email);
      return row ?? user;
    });
  } catch (error) {
    if (handle !== undefined) await releaseHandle(db, user.email);
    throw error;
  }
}

async function updatePool(
  { userPool }: Context,
  { accessToken }: Member,
  attributes: Record<string, string>,
): Promise<void> {
  if (Object.keys(attributes).length > 0) await userPool.updateAttributes({ accessToken, attributes });
}
