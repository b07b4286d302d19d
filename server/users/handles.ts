import { and, eq, gt, lt, ne, or, TransactionRollbackError } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../database/database.ts";
import { isUniqueViolation } from "../database/postgres-error.ts";
import { inTransaction } from "../database/transaction.ts";
import { handleReservations } from "./handle-reservations-table.ts";
import { users } from "./users-table.ts";

const maximumLength = 30;

/** What a handle looks like, compared without case. */
export const handleRule = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9_]{3,30}$/, "A handle has 3 to 30 letters, digits or underscores.");

/** A handle that is held, and the one that the same address held before, to be put back where the sign-up fails. */
export type HandleReservation = { email: string; before: typeof handleReservations.$inferSelect | undefined };

/**
 * Holds a handle for an e-mail address until the sign-up is confirmed or the time has come; a handle that the
 * address held before is free again.
 *
 * @returns undefined where somebody has the handle, or holds it for another address.
 */
export async function reserveHandle(
  db: Database,
  wanted: { handle: string; email: string; now: Date; until: Date },
): Promise<HandleReservation | undefined> {
  for (;;) {
    try {
      return await inTransaction(db, (tx) => tryReserveHandle(tx, wanted));
    } catch (error) {
      if (error instanceof TransactionRollbackError) return undefined;
      // Somebody reserved it between the look and the insert: another address, or the same one beside us.
      if (!isUniqueViolation(error)) throw error;
    }
  }
}

async function tryReserveHandle(
  tx: Database,
  { handle, email, now, until }: { handle: string; email: string; now: Date; until: Date },
): Promise<HandleReservation | undefined> {
  if (await isHeld(tx, { handle, email, now })) return undefined;
  const [before] = await tx.select().from(handleReservations).where(eq(handleReservations.email, email));
  await tx
    .delete(handleReservations)
    .where(
      or(
        eq(handleReservations.email, email),
        eq(handleReservations.handle, handle),
        lt(handleReservations.expiresAt, now),
      ),
    );
  await tx.insert(handleReservations).values({ handle, email, expiresAt: until });
  // Only now: whoever held it until a moment ago may have become its owner.
  if (await isOwned(tx, handle)) throw new TransactionRollbackError();
  return { email, before };
}

/** Undoes reserveHandle: what the address held before is held again, unless somebody was quicker. */
export async function restoreHandle(db: Database, { email, before }: HandleReservation): Promise<void> {
  await inTransaction(db, async (tx) => {
    await releaseHandle(tx, email);
    if (before) await tx.insert(handleReservations).values(before).onConflictDoNothing();
  });
}

/** Frees the handle that an address holds; where one is named, only that one. */
export async function releaseHandle(db: Database, email: string, handle?: string): Promise<void> {
  const named = handle === undefined ? undefined : eq(handleReservations.handle, handle);
  await db.delete(handleReservations).where(and(eq(handleReservations.email, email), named));
}

/** Holds the address's handle longer, for whoever asks for another code. */
export async function extendReservation(db: Database, email: string, until: Date): Promise<void> {
  await db.update(handleReservations).set({ expiresAt: until }).where(eq(handleReservations.email, email));
}

/**
 * A free handle near the wanted one, for an account that is there already and cannot be asked: the wanted one
 * itself, else with a number behind it.
 */
export async function findFreeHandle(
  db: Database,
  { wanted, email, now }: { wanted: string; email: string; now: Date },
): Promise<string> {
  for (const handle of candidates(wanted)) {
    const isTaken = (await isHeld(db, { handle, email, now })) || (await isOwned(db, handle));
    if (!isTaken) return handle;
  }
  throw new Error("There are infinitely many candidates.");
}

async function isOwned(db: Database, handle: string): Promise<boolean> {
  const [owner] = await db.select({ id: users.id }).from(users).where(eq(users.handle, handle));
  return owner !== undefined;
}

/** Whether another address holds it. */
async function isHeld(
  db: Database,
  { handle, email, now }: { handle: string; email: string; now: Date },
): Promise<boolean> {
  const [reservation] = await db
    .select({ handle: handleReservations.handle })
    .from(handleReservations)
    .where(
      and(
        eq(handleReservations.handle, handle),
        ne(handleReservations.email, email),
        gt(handleReservations.expiresAt, now),
      ),
    );
  return reservation !== undefined;
}

/** `worf`, `worf2`, `worf3` … within the length that a handle may have. */
function* candidates(wanted: string): Generator<string> {
  const base = wanted
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]/g, "")
    .slice(0, maximumLength)
    .padEnd(3, "_");
  yield base;
  for (let number = 2; ; number += 1) yield base.slice(0, maximumLength - String(number).length) + number;
}
