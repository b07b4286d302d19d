import { and, eq } from "drizzle-orm";
import { notAuthorized } from "../protocol/exceptions.ts";
import { attempts } from "../tables/attempts-table.ts";
import type { Database } from "../tables/database-schema.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
const failuresBeforeLock = 5;
const longestLockMs = 15 * 60 * 1000;

/** The factors whose failures lock the sign-in. */
export type LockoutFactor = "Password" | "SoftwareTokenCode";

const isCounterOf = (pool: UserPool, subject: string, factor: LockoutFactor) =>
  and(eq(attempts.poolId, pool.id), eq(attempts.subject, subject), eq(attempts.action, factor));

/**
 * Rejects a sign-in that earlier failures have locked.
 *
 * @throws UserPoolException NotAuthorizedException
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html#authentication-lockout
 */
export async function checkLockout(
  { database, now }: { database: Database; now: Date },
  pool: UserPool,
  subject: string,
  factor: LockoutFactor,
): Promise<void> {
  const [row] = await database
    .select()
    .from(attempts)
    .where(isCounterOf(pool, subject, factor));
  if (row?.lockedUntil && row.lockedUntil > now) throw passwordAttemptsExceeded();
}

/**
 * Records the result of an attempt. Concurrent attempts are recorded one after the other, so that the fifth failure
 * of a thousand concurrent ones locks out the rest. Attempts during a lockout do not extend it.
 *
 * @throws UserPoolException NotAuthorizedException where a concurrent failure has locked the sign-in, even if this
 * attempt was correct.
 */
export async function recordSignInAttempt(
  { database, now }: { database: Database; now: Date },
  pool: UserPool,
  subject: string,
  factor: LockoutFactor,
  isCorrect: boolean,
): Promise<void> {
  const isLocked = await database.transaction(async (tx) => {
    const row = await lockCounter(tx, pool, subject, factor, now);
    if (row?.lockedUntil && row.lockedUntil > now) return true;
    if (isCorrect) {
      await tx.delete(attempts).where(isCounterOf(pool, subject, factor));
      return false;
    }
    const hasLapsed = !row || now.getTime() - row.lastAt.getTime() >= longestLockMs;
    const count = (hasLapsed ? 0 : row.count) + 1;
    const lockMs =
      count < failuresBeforeLock ? 0 : Math.min(1000 * 2 ** (count - failuresBeforeLock), longestLockMs);
    await tx
      .update(attempts)
      .set({ count, lastAt: now, lockedUntil: lockMs > 0 ? new Date(now.getTime() + lockMs) : null })
      .where(isCounterOf(pool, subject, factor));
    return false;
  });
  if (isLocked) throw passwordAttemptsExceeded();
}

/** Deletes the counter of wrong passwords after the password has changed. */
export async function resetPasswordFailures(tx: Database, pool: UserPool, subject: string): Promise<void> {
  await tx.delete(attempts).where(isCounterOf(pool, subject, "Password"));
}

/** Creates the counter if it is missing, and locks its row until the transaction ends. */
async function lockCounter(tx: Database, pool: UserPool, subject: string, factor: LockoutFactor, now: Date) {
  const [row] = await tx
    .insert(attempts)
    .values({ poolId: pool.id, subject, action: factor, count: 0, firstAt: now, lastAt: now })
    .onConflictDoUpdate({
      target: [attempts.poolId, attempts.subject, attempts.action],
      set: { action: factor },
    })
    .returning();
  return row;
}

function passwordAttemptsExceeded() {
  return notAuthorized("Password attempts exceeded");
}
