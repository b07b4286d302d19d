import { and, desc, eq, lte } from "drizzle-orm";
import { UserPoolException } from "../protocol/exceptions.ts";
import { passwordHistoryMessage } from "../protocol/unconfirmed-behaviour.ts";
import type { Database } from "../tables/database-schema.ts";
import { passwordHistory } from "../tables/password-history-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { verifyPassword } from "./password-hash.ts";

/**
 * Rejects a password that is in the user's password history.
 *
 * @throws UserPoolException PasswordHistoryPolicyViolationException
 */
export async function checkPasswordHistory(
  { database, passwordHashCost }: { database: Database; passwordHashCost: number },
  pool: UserPool,
  user: User,
  password: string,
): Promise<void> {
  const size = pool.settings.Policies.PasswordPolicy.PasswordHistorySize ?? 0;
  if (size === 0) return;
  const earlier = await database
    .select()
    .from(passwordHistory)
    .where(eq(passwordHistory.userId, user.id))
    .orderBy(desc(passwordHistory.generation))
    .limit(size);
  for (const { passwordHash } of earlier) {
    if (await verifyPassword(password, passwordHash, passwordHashCost)) {
      throw new UserPoolException("PasswordHistoryPolicyViolationException", passwordHistoryMessage);
    }
  }
}

/**
 * Adds the password that has just been set to the history, and deletes what exceeds the policy's PasswordHistorySize.
 */
export async function addToPasswordHistory(
  tx: Database,
  pool: UserPool,
  { id, passwordHash, credentialGeneration }: User,
): Promise<void> {
  const size = pool.settings.Policies.PasswordPolicy.PasswordHistorySize ?? 0;
  if (size === 0 || passwordHash === null) return;
  await tx.insert(passwordHistory).values({ userId: id, generation: credentialGeneration, passwordHash });
  const exceedsSize = lte(passwordHistory.generation, credentialGeneration - size);
  await tx.delete(passwordHistory).where(and(eq(passwordHistory.userId, id), exceedsSize));
}
