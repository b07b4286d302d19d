import { and, eq, gt, lt, ne, or } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../database/database.ts";
import { isUniqueViolation } from "../database/postgres-error.ts";
import { handleReservations } from "./handle-reservations-table.ts";
import { users } from "./users-table.ts";

const maximumLength = 30;

/** What a handle looks like, compared without case. */
export const handleRule = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9_]{3,30}$/, "A handle has 3 to 30 letters, digits or underscores.");

/**
 * Holds a handle for an e-mail address until the sign-up is confirmed or the time has come; a handle that the
 * address held before is free again.
 *
 * @returns false where somebody has the handle, or holds it for another address.
 */
export async function reserveHandle(
  db: Database,
  { handle, email, now, until }: { handle: string; email: string; now: Date; until: Date },
): Promise<boolean> {
  try {
    return await db.transaction(async (tx) => {
      if (!(await isFree(tx, { handle, email, now }))) return false;
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
      return true;
    });
  } catch (error) {
    // Somebody reserved it between the look and the insert.
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** Frees the handle that an address holds, when its account is there or its sign-up failed. */
export async function releaseHandle(db: Database, email: string): Promise<void> {
  await db.delete(handleReservations).where(eq(handleReservations.email, email));
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
    if (await isFree(db, { handle, email, now })) return handle;
  }
  throw new Error("There are infinitely many candidates.");
}

async function isFree(
  db: Database,
  { handle, email, now }: { handle: string; email: string; now: Date },
): Promise<boolean> {
  const [owner] = await db.select({ id: users.id }).from(users).where(eq(users.handle, handle));
  if (owner) return false;
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
  return reservation === undefined;
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
