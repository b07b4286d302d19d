import { listUsablePasskeys } from "../../passkeys/passkeys.ts";
import type { Database } from "../../tables/database-schema.ts";
import type { Passkey } from "../../tables/passkeys-table.ts";
import type { UserPool } from "../../tables/user-pools-table.ts";
import type { User } from "../../tables/users-table.ts";
import { simulatePasskeys } from "../../users/simulated-users.ts";
import { findPasskeyFactor } from "./mfa.ts";

/** The passkeys that a user can sign in with, and the factors that one of them stands for; undefined: none. */
export type PasskeyOffer = {
  passkeys: Pick<Passkey, "credentialId" | "transports">[];
  factor: Awaited<ReturnType<typeof findPasskeyFactor>>;
};

/**
 * Finds what a passkey is to a user. A user who does not exist appears to have passkeys that nobody has, or none.
 *
 * @param name the name that the client sent.
 */
export async function findPasskeyOffer(
  database: Database,
  pool: UserPool,
  user: User | undefined,
  name: string,
): Promise<PasskeyOffer> {
  if (!user) return { passkeys: simulatePasskeys(pool, name), factor: "SINGLE_FACTOR" };
  const passkeys = await listUsablePasskeys(database, pool, user);
  const factor = passkeys.length > 0 ? await findPasskeyFactor(database, pool, user) : undefined;
  return { passkeys, factor };
}
