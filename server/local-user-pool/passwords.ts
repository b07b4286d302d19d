import { and, desc, eq, inArray } from "drizzle-orm";
import type { Database } from "./database-schema.ts";
import { UserPoolException } from "./exceptions.ts";
import { hashPassword, verifyPassword } from "./password-hash.ts";
import { passwordHistory } from "./password-history-table.ts";
import { createSrpCredential } from "./srp.ts";
import { passwordHistoryMessage } from "./unconfirmed-behaviour.ts";
import type { UserPool } from "./user-pools-table.ts";
import type { User } from "./users-table.ts";

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
  pool: UserPool,
  username: string,
  password: string,
  now: Date,
): Promise<Credentials> {
  const srp = createSrpCredential({ poolId: pool.id, username }, password);
  return {
    passwordHash: await hashPassword(password),
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
  database: Database,
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
    .orderBy(desc(passwordHistory.setAt))
    .limit(size);
  for (const { passwordHash } of earlier) {
    if (await verifyPassword(password, passwordHash)) {
      throw new UserPoolException("PasswordHistoryPolicyViolationException", passwordHistoryMessage);
    }
  }
}

/** Remembers a password that was set, as far back as the pool's policy looks. */
export async function rememberPassword(
  tx: Database,
  pool: UserPool,
  userId: string,
  { passwordHash, passwordSetAt }: Credentials,
): Promise<void> {
  const size = pool.settings.Policies.PasswordPolicy.PasswordHistorySize ?? 0;
  if (size === 0 || passwordHash === null || passwordSetAt === null) return;
  await tx.insert(passwordHistory).values({ userId, passwordHash, setAt: passwordSetAt });
  const forgotten = await tx
    .select({ passwordHash: passwordHistory.passwordHash })
    .from(passwordHistory)
    .where(eq(passwordHistory.userId, userId))
    .orderBy(desc(passwordHistory.setAt))
    .offset(size);
  if (forgotten.length === 0) return;
  const hashes = forgotten.map((each) => each.passwordHash);
  await tx
    .delete(passwordHistory)
    .where(and(eq(passwordHistory.userId, userId), inArray(passwordHistory.passwordHash, hashes)));
}
