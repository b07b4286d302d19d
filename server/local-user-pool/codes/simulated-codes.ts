import { and, eq, gt } from "drizzle-orm";
import { codeMismatch, expiredCode } from "../protocol/exceptions.ts";
import type { UserPoolException } from "../protocol/exceptions.ts";
import { attempts } from "../tables/attempts-table.ts";
import type { CodePurpose } from "../tables/codes-table.ts";
import type { Database } from "../tables/database-schema.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import { codeLifetimeMs } from "./codes.ts";

const actionFor = (purpose: CodePurpose) => `simulated ${purpose}`;

/**
 * Records that a response claimed to have sent a code to a user who cannot get one, so that later guesses get the
 * same errors as for a real code.
 *
 * @param subject see `subjectOf`
 */
export async function recordSimulatedCode(
  { database, now }: { database: Database; now: Date },
  pool: UserPool,
  subject: string,
  purpose: CodePurpose,
): Promise<void> {
  await database
    .insert(attempts)
    .values({ poolId: pool.id, subject, action: actionFor(purpose), count: 1, firstAt: now, lastAt: now })
    .onConflictDoUpdate({
      target: [attempts.poolId, attempts.subject, attempts.action],
      set: { lastAt: now },
    });
}

/**
 * The error for any simulated code: CodeMismatchException while it would be valid, ExpiredCodeException otherwise.
 */
export async function createSimulatedCodeError(
  { database, now }: { database: Database; now: Date },
  pool: UserPool,
  subject: string,
  purpose: CodePurpose,
): Promise<UserPoolException> {
  const [simulated] = await database
    .select()
    .from(attempts)
    .where(
      and(
        eq(attempts.poolId, pool.id),
        eq(attempts.subject, subject),
        eq(attempts.action, actionFor(purpose)),
        gt(attempts.lastAt, new Date(now.getTime() - codeLifetimeMs[purpose])),
      ),
    );
  return simulated ? codeMismatch() : expiredCode();
}
