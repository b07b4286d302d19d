import { randomInt } from "node:crypto";
import { and, eq, gt, inArray, lt, ne, notInArray, or, TransactionRollbackError } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../database/database.ts";
import { isUniqueViolation } from "../database/postgres-error.ts";
import { inTransaction } from "../database/transaction.ts";
import { handleReservations } from "./handle-reservations-table.ts";
import { isReservedHandle } from "./reserved-handles.ts";
import { users } from "./users-table.ts";

const maximumLength = 30;

/** Lower-cased, since handles are compared without case. */
export const handleRule = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9_]{3,30}$/, "A handle has 3 to 30 letters, digits or underscores.");

/** For a handle that somebody chooses: whoever has a reserved one keeps it. */
export const chosenHandleRule = handleRule.superRefine((handle, issues) => {
  if (!isReservedHandle(handle)) return;
  const message = "This handle is kept from everybody. Choose another.";
  issues.addIssue({ code: "custom", message, params: { problemCode: "HANDLE_RESERVED" } });
});

/** A reservation, with the previous one of the same address, which is restored if the sign-up fails. */
export type HandleReservation = {
  email: string;
  previous: typeof handleReservations.$inferSelect | undefined;
};

type NewReservation = { handle: string; email: string; now: Date; until: Date };

/**
 * Reserves a handle for an e-mail address, until the sign-up is confirmed or the reservation expires. The
 * handle that the address reserved before is released. A repeated reservation does not last longer: nobody can
 * keep a handle from others for ever without confirming an address.
 *
 * @returns undefined if somebody has the handle, or another address has reserved it.
 */
export async function reserveHandle(
  db: Database,
  wanted: NewReservation,
): Promise<HandleReservation | undefined> {
  for (;;) {
    try {
      return await inTransaction(db, (tx) => tryReserveHandle(tx, wanted));
    } catch (error) {
      if (error instanceof TransactionRollbackError) return undefined;
      // A concurrent request has reserved it between select and insert, for this address or another.
      if (!isUniqueViolation(error)) throw error;
    }
  }
}

async function tryReserveHandle(
  tx: Database,
  { handle, email, now, until }: NewReservation,
): Promise<HandleReservation | undefined> {
  if (await isReserved(tx, { handle, email, now })) return undefined;
  const [previous] = await tx.select().from(handleReservations).where(eq(handleReservations.email, email));
  await tx
    .delete(handleReservations)
    .where(
      or(
        eq(handleReservations.email, email),
        eq(handleReservations.handle, handle),
        lt(handleReservations.expiresAt, now),
      ),
    );
  const isRepeated = previous?.handle === handle && previous.expiresAt > now;
  await tx
    .insert(handleReservations)
    .values({ handle, email, expiresAt: isRepeated ? previous.expiresAt : until });
  // Checked last: whoever had reserved the handle may have become its owner just now.
  if (await isOwned(tx, handle)) throw new TransactionRollbackError();
  return { email, previous };
}

/**
 * Undoes `reserveHandle`: restores the previous reservation of the address, unless another address has the
 * handle now.
 */
export async function restoreHandle(db: Database, { email, previous }: HandleReservation): Promise<void> {
  await inTransaction(db, async (tx) => {
    await releaseHandle(tx, email);
    if (previous) await tx.insert(handleReservations).values(previous).onConflictDoNothing();
  });
}

/**
 * Releases the reservation of an address.
 *
 * @param handle if given, only a reservation of this handle is released.
 */
export async function releaseHandle(db: Database, email: string, handle?: string): Promise<void> {
  const isOfHandle = handle === undefined ? undefined : eq(handleReservations.handle, handle);
  await db.delete(handleReservations).where(and(eq(handleReservations.email, email), isOfHandle));
}

/** Releases the reservations of an account, by any of its identifiers. */
export async function releaseHandles(db: Database, owners: string[]): Promise<void> {
  await db.delete(handleReservations).where(inArray(handleReservations.email, owners));
}

/**
 * A free handle for an account that exists already and cannot choose one: the wanted handle, or the wanted
 * handle with a number appended, or a neutral one.
 *
 * @param wanted undefined: a neutral handle, from which nobody learns anything of the account.
 * @param owners the identifiers of the account, whose own reservations do not count.
 */
export async function findFreeHandle(
  db: Database,
  { wanted, owners, now }: { wanted: string | undefined; owners: string[]; now: Date },
): Promise<string> {
  for (;;) {
    const candidates = toCandidates(wanted);
    const [owned, reserved] = await Promise.all([
      db.select({ handle: users.handle }).from(users).where(inArray(users.handle, candidates)),
      db
        .select({ handle: handleReservations.handle })
        .from(handleReservations)
        .where(
          and(
            inArray(handleReservations.handle, candidates),
            notInArray(handleReservations.email, owners),
            gt(handleReservations.expiresAt, now),
          ),
        ),
    ]);
    const taken = new Set([...owned, ...reserved].map(({ handle }) => handle));
    const free = candidates.find((candidate) => !taken.has(candidate));
    if (free !== undefined) return free;
  }
}

async function isOwned(db: Database, handle: string): Promise<boolean> {
  const [owner] = await db.select({ id: users.id }).from(users).where(eq(users.handle, handle));
  return owner !== undefined;
}

/** Whether another address has reserved the handle. */
async function isReserved(
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

/** Numbers that are appended in order. Where many people want a handle, the next one is made at random. */
const numbers = [2, 3, 4, 5];

/** `worf`, `worf2` … `worf5`, `worf_x3k9ab`, each within the length of a handle. */
function toCandidates(wanted: string | undefined): string[] {
  if (wanted === undefined) return [`member_${randomLetters(10)}`];
  const append = (end: string): string => wanted.slice(0, maximumLength - end.length) + end;
  return [wanted, ...numbers.map((number) => append(String(number))), append(`_${randomLetters(6)}`)];
}

/** Without vowels, so that they make no word. */
const letters = "bcdfghjkmnpqrstvwxz23456789";

function randomLetters(count: number): string {
  return Array.from({ length: count }, () => letters[randomInt(letters.length)]).join("");
}
