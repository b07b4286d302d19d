import { and, eq } from "drizzle-orm";
import { notAuthorized } from "../protocol/exceptions.ts";
import { attempts } from "../tables/attempts-table.ts";
import type { Database } from "../tables/database-schema.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
const failuresBeforeLock = 5;
const longestLockMs = 15 * 60 * 1000;

/** What is guessed: wrong codes of an authenticator app lock the sign-in as wrong passwords do. */
export type Guessed = "Password" | "SoftwareTokenCode";

const isRowOf = (pool: UserPool, subject: string, guessed: Guessed) =>
  and(eq(attempts.poolId, pool.id), eq(attempts.subject, subject), eq(attempts.action, guessed));

/**
 * Refuses a sign-in while earlier failures have it locked, before any work is done for it.
 *
 * @throws UserPoolException NotAuthorizedException
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html#authentication-lockout
 */
export async function checkLockout(
  { database, now }: { database: Database; now: Date },
  pool: UserPool,
  subject: string,
  guessed: Guessed,
): Promise<void> {
  const [row] = await database
    .select()
    .from(attempts)
    .where(isRowOf(pool, subject, guessed));
  if (row?.lockedUntil && row.lockedUntil > now) throw passwordAttemptsExceeded();
}

/**
 * Records whether a guess was right. Attempts that ran side by side are judged one after the other, so that a
 * thousand guesses at once count as five and a locked rest; those that come while it is locked do not prolong the lock.
 *
 * @throws UserPoolException NotAuthorizedException where an earlier failure has locked the sign-in meanwhile, even if
 * this guess was right.
 */
export async function settleGuess(
  { database, now }: { database: Database; now: Date },
  pool: UserPool,
  subject: string,
  guessed: Guessed,
  isRight: boolean,
): Promise<void> {
  const isLocked = await database.transaction(async (tx) => {
    const row = await lockRow(tx, pool, subject, guessed, now);
    if (row?.lockedUntil && row.lockedUntil > now) return true;
    if (isRight) {
      await tx.delete(attempts).where(isRowOf(pool, subject, guessed));
      return false;
    }
    const isForgotten = !row || now.getTime() - row.lastAt.getTime() >= longestLockMs;
    const count = (isForgotten ? 0 : row.count) + 1;
    const lockMs =
      count < failuresBeforeLock ? 0 : Math.min(1000 * 2 ** (count - failuresBeforeLock), longestLockMs);
    await tx
      .update(attempts)
      .set({ count, lastAt: now, lockedUntil: lockMs > 0 ? new Date(now.getTime() + lockMs) : null })
      .where(isRowOf(pool, subject, guessed));
    return false;
  });
  if (isLocked) throw passwordAttemptsExceeded();
}

/** Forgets failed passwords: there is a new one. */
export async function resetPasswordFailures(tx: Database, pool: UserPool, subject: string): Promise<void> {
  await tx.delete(attempts).where(isRowOf(pool, subject, "Password"));
}

/** The row, made where there is none, held until the transaction ends. */
async function lockRow(tx: Database, pool: UserPool, subject: string, guessed: Guessed, now: Date) {
  const [row] = await tx
    .insert(attempts)
    .values({ poolId: pool.id, subject, action: guessed, count: 0, firstAt: now, lastAt: now })
    .onConflictDoUpdate({
      target: [attempts.poolId, attempts.subject, attempts.action],
      set: { action: guessed },
    })
    .returning();
  return row;
}

function passwordAttemptsExceeded() {
  return notAuthorized("Password attempts exceeded");
}
