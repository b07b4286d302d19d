import { eq } from "drizzle-orm";
import { networkOf } from "../../rate-limit/network-of.ts";
import { type HandleReservation, reserveHandle } from "../../users/handles.ts";
import { users } from "../../users/users-table.ts";
import type { AuthContext } from "../context.ts";

/** What reserving a handle needs. */
export type HandleContext = Pick<AuthContext, "db" | "clock" | "rateLimiter" | "address" | "removeIfGone">;

/**
 * Reserves a handle for an address: also one whose owner is gone at the user pool, whose data is removed. The owner is
 * looked up whichever address wants the handle, so that the time reveals nothing of the owner's address.
 *
 * @param forMs how long the reservation lasts, in milliseconds.
 * @returns undefined if somebody has the handle, or another address has reserved it.
 */
export async function reserveFreeHandle(
  context: HandleContext,
  { handle, email, forMs }: { handle: string; email: string; forMs: number },
): Promise<HandleReservation | undefined> {
  const { db, clock } = context;
  const now = clock();
  const wanted = { handle, email, now, until: new Date(now.getTime() + forMs) };
  const reservation = await reserveHandle(db, wanted);
  if (reservation) return reservation;
  return (await releaseFromGoneOwner(context, handle)) ? await reserveHandle(db, wanted) : undefined;
}

/** Removes the owner of a handle if they are gone at the pool. Strangers cause a bounded number of look-ups. */
async function releaseFromGoneOwner(
  { db, rateLimiter, address, removeIfGone }: HandleContext,
  handle: string,
): Promise<boolean> {
  const [owner] = await db
    .select({ id: users.id, sub: users.sub })
    .from(users)
    .where(eq(users.handle, handle));
  if (!owner) return false;
  const isTooOften = (await rateLimiter.consume("ownerLookupByAddress", networkOf(address))) !== undefined;
  return !isTooOften && (await removeIfGone(owner));
}
