import { eq } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import type { Log } from "../../observability/log.ts";
import type { RevocationList } from "../../sessions/revocation-list.ts";
import type { UserPool } from "../../user-pool/user-pool.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import { accountDeletions } from "../../users/account-deletions-table.ts";
import { isExample } from "../../users/example-users.ts";
import type { DeletionHooks } from "../../users/deletion-hooks.ts";
import type { RemoveIfGone } from "../../users/ensure-user.ts";
import { accountSweeps } from "../../users/account-sweeps-table.ts";
import { deleteUser } from "./delete-account.ts";

// Accounts that were deleted at the user pool without the API: in the AWS console, by the CLI, or with an access token.

/** The row of `account_sweeps`. */
export const sweepName = "accounts";

export type GoneAccountServices = {
  db: Database;
  clock: () => Date;
  userPool: Pick<UserPool, "isGone">;
  revocations: RevocationList;
  deletionHooks: readonly DeletionHooks[];
  log: Log;
};

/**
 * Whether the accounts in the database belong to this user pool; the first pool is recorded. Of another pool every
 * account would seem to be gone.
 */
export async function ownsAccounts(
  { db, clock }: Pick<GoneAccountServices, "db" | "clock">,
  userPoolId: string,
): Promise<boolean> {
  const now = clock();
  await db
    .insert(accountSweeps)
    .values({ name: sweepName, userPoolId, startedAt: now, finishedAt: null })
    .onConflictDoNothing();
  const [recorded] = await db.select().from(accountSweeps).where(eq(accountSweeps.name, sweepName));
  return recorded?.userPoolId === userPoolId;
}

/** Records the user pool that the accounts belong to from now on. */
export async function recordPool({ db }: Pick<GoneAccountServices, "db">, userPoolId: string): Promise<void> {
  await db.update(accountSweeps).set({ userPoolId }).where(eq(accountSweeps.name, sweepName));
}

/**
 * Creates the function that removes an account's data at once, where a request meets an account that may be gone. While
 * the pool does not respond, the account stays.
 */
export function createRemoveIfGone(services: GoneAccountServices): RemoveIfGone {
  return async (user) => {
    try {
      return await removeIfGone(services, user);
    } catch (error) {
      if (!(error instanceof UserPoolError)) throw error;
      services.log.warn({ code: error.code }, "account not looked up at the user pool");
      return false;
    }
  };
}

/**
 * Removes the data of an account if the pool has no account with its `sub`. A disabled account stays.
 *
 * @returns whether the account was gone.
 * @throws UserPoolError if the pool does not say.
 */
export async function removeIfGone(
  services: GoneAccountServices,
  { id: userId, sub }: { id: string; sub: string },
): Promise<boolean> {
  const { db, clock, userPool, log } = services;
  if (isExample({ sub }) || !(await userPool.isGone({ sub }))) return false;
  // If this node stops in between, `finishDeletions` finishes it.
  await db.insert(accountDeletions).values({ userId, sub, requestedAt: clock() }).onConflictDoNothing();
  await deleteUser(services, { id: userId, sub });
  log.info({ userId }, "account was gone at the user pool: its data is removed");
  return true;
}
