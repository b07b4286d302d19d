import { sql } from "drizzle-orm";
import { UserPoolException } from "../protocol/exceptions.ts";
import { oneTimeCodeAttemptsPerHour } from "../protocol/unconfirmed-behaviour.ts";
import { attempts } from "../tables/attempts-table.ts";
import type { Database } from "../tables/database-schema.ts";
import type { UserPool } from "../tables/user-pools-table.ts";

const hour = 60 * 60 * 1000;

/**
 * Attempts that one user may make per hour.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
const hourlyLimits = {
  ConfirmSignUp: 15,
  ResendConfirmationCode: 5,
  /** ForgotPassword and ConfirmForgotPassword together. Cognito allows 5 to 20, depending on risk. */
  ForgotPassword: 20,
  ChangePassword: 5,
  GetUserAttributeVerificationCode: 5,
  VerifyUserAttribute: 15,
  EmailOtp: oneTimeCodeAttemptsPerHour,
  /** SMS_OTP and SMS_MFA together. */
  SmsOtp: oneTimeCodeAttemptsPerHour,
};

/**
 * Counts an attempt, whether or not it succeeds.
 *
 * @throws UserPoolException LimitExceededException
 */
export async function countAttempt(
  { database, now }: { database: Database; now: Date },
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
