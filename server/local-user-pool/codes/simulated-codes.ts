import { and, eq, gt } from "drizzle-orm";
import type { Database } from "../tables/database-schema.ts";
import { codeLifetimeMs } from "./codes.ts";
import { codeMismatch, expiredCode } from "../protocol/exceptions.ts";
import type { UserPoolException } from "../protocol/exceptions.ts";
import { attempts } from "../tables/attempts-table.ts";
import type { CodePurpose } from "../tables/codes-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";

const actionFor = (purpose: CodePurpose) => `simulated ${purpose}`;

/**
 * Remembers that somebody was told of a code that was never sent, so that a guess at it can be answered as a guess at a
 * real one is.
 *
 * @param subject see `subjectOf`
 */
export async function rememberSimulatedCode(
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

/** What is wrong with any code for somebody who does not exist: it is not the one, or none was asked for lately. */
export async function simulatedCodeProblem(
  { database, now }: { database: Database; now: Date },
  pool: UserPool,
  subject: string,
  purpose: CodePurpose,
): Promise<UserPoolException> {
  const [asked] = await database
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
  return asked ? codeMismatch() : expiredCode();
}
