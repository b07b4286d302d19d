import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { hashPassword } from "./password-hash.ts";
import { createSrpCredential, srpIdentityOf } from "./srp.ts";
/** The columns of a user that are derived from the password. */
export type Credentials = Pick<User, "passwordHash" | "srpSalt" | "srpVerifier" | "passwordSetAt">;

/** The credentials of a user without a password. */
export const noCredentials: Credentials = {
  passwordHash: null,
  srpSalt: null,
  srpVerifier: null,
  passwordSetAt: null,
};

/** Hashes a password for storage. It is slow: call it before the transaction. */
export async function createCredentials(
  { now, passwordHashCost }: { now: Date; passwordHashCost: number },
  pool: UserPool,
  username: string,
  password: string,
): Promise<Credentials> {
  const srp = createSrpCredential(srpIdentityOf(pool.id, username), password);
  return {
    passwordHash: await hashPassword(password, passwordHashCost),
    srpSalt: srp.salt,
    srpVerifier: srp.verifier,
    passwordSetAt: now,
  };
}
