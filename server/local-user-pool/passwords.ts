import { and, desc, eq, lte } from "drizzle-orm";
import type { Context } from "./action.ts";
import { UserPoolException } from "./exceptions.ts";
import { hashPassword, verifyPassword } from "./password-hash.ts";
import { createSrpCredential } from "./srp.ts";
import type { Database } from "./tables/database-schema.ts";
import { passwordHistory } from "./tables/password-history-table.ts";
import type { UserPool } from "./tables/user-pools-table.ts";
import type { User } from "./tables/users-table.ts";
import { passwordHistoryMessage } from "./unconfirmed-behaviour.ts";

/** The columns in which a password leaves its traces, none of them the password. */
export type Credentials = Pick<User, "passwordHash" | "srpSalt" | "srpVerifier" | "passwordSetAt">;

/** Somebody who has no password. */
export const noCredentials: Credentials = {
  passwordHash: null,
  srpSalt: null,
  srpVerifier: null,
  passwordSetAt: null,
};

/** Hashes a password for storage: the slow part, to be done before a transaction begins. */
export async function createCredentials(
  { now, passwordHashCost }: Pick<Context, "now" | "passwordHashCost">,
  pool: UserPool,
  username: string,
  password: string,
): Promise<Credentials> {
  const srp = createSrpCredential({ poolId: pool.id, username }, password);
  return {
    passwordHash: await hashPassword(password, passwordHashCost),
    srpSalt: srp.salt,
    srpVerifier: srp.verifier,
    passwordSetAt: now,
  };
}

/**
 * Refuses a password that the user had not long ago.
 *
 * @throws UserPoolException PasswordHistoryPolicyViolationException
 */
export async function checkPasswordHistory(
  { database, passwordHashCost }: Pick<Context, "database" | "passwordHashCost">,
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

/** Remembers a password that has just been set, as far back as the pool's policy looks. */
export async function rememberPassword(
  tx: Database,
  pool: UserPool,
  { id, passwordHash, credentialGeneration }: User,
): Promise<void> {
  const size = pool.settings.Policies.PasswordPolicy.PasswordHistorySize ?? 0;
  if (size === 0 || passwordHash === null) return;
  await tx.insert(passwordHistory).values({ userId: id, generation: credentialGeneration, passwordHash });
  const isForgotten = lte(passwordHistory.generation, credentialGeneration - size);
  await tx.delete(passwordHistory).where(and(eq(passwordHistory.userId, id), isForgotten));
}
