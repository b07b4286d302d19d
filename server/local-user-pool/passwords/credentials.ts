import { hashPassword } from "./password-hash.ts";
import { createSrpCredential } from "./srp.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
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
  { now, passwordHashCost }: { now: Date; passwordHashCost: number },
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
