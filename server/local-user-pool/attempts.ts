import { and, eq, sql } from "drizzle-orm";
import type { Context } from "./action.ts";
import { notAuthorized, UserPoolException } from "./exceptions.ts";
import { foldName } from "./pool-settings.ts";
import { poolHmac } from "./secrets.ts";
import { attempts } from "./tables/attempts-table.ts";
import type { Database } from "./tables/database-schema.ts";
import type { UserPool } from "./tables/user-pools-table.ts";
import type { User } from "./tables/users-table.ts";
import { emailOtpAnswersPerHour } from "./unconfirmed-behaviour.ts";

const hour = 60 * 60 * 1000;

/**
 * How often one user may ask in an hour.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
const hourlyLimits = {
  ConfirmSignUp: 15,
  ResendConfirmationCode: 5,
  /** ForgotPassword and ConfirmForgotPassword together; Cognito decides by risk between 5 and 20. */
  ForgotPassword: 20,
  ChangePassword: 5,
  GetUserAttributeVerificationCode: 5,
  VerifyUserAttribute: 15,
  EmailOtp: emailOtpAnswersPerHour,
};

/** Whom attempts are counted for: a user, or the name of one who does not exist. */
export function subjectOf(pool: UserPool, user: User | undefined, name: string): string {
  return user?.id ?? poolHmac(pool, "nobody", foldName(pool.settings, name)).toString("base64url");
}

/**
 * Counts an attempt, whatever becomes of it.
 *
 * @throws UserPoolException LimitExceededException
 */
export async function countAttempt(
  { database, now }: Pick<Context, "database" | "now">,
  pool: UserPool,
  subject: string,
  action: keyof typeof hourlyLimits,
): Promise<void> {
  const windowStart = new Date(now.getTime() - hour);
  const isOver = sql`${attempts.firstAt} <= ${windowStart.toISOString()}::timestamptz`;
  const [row] = await database
    .insert(attempts)
    .values({ poolId: pool.id, subject, action, count: 1, firstAt: now, lastAt: now })
    .onConflictDoUpdate({
      target: [attempts.poolId, attempts.subject, attempts.action],
      set: {
        count: sql`case when ${isOver} then 1 else ${attempts.count} + 1 end`,
        firstAt: sql`case when ${isOver} then excluded.first_at else ${attempts.firstAt} end`,
        lastAt: now,
      },
    })
    .returning();
  if (row && row.count > hourlyLimits[action]) {
    throw new UserPoolException(
      "LimitExceededException",
      "Attempt limit exceeded, please try after some time.",
    );
  }
}

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
  { database, now }: Pick<Context, "database" | "now">,
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
  { database, now }: Pick<Context, "database" | "now">,
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
