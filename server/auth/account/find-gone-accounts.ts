import { setTimeout as pause } from "node:timers/promises";
import { and, asc, eq, gt, inArray, or } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import type { UserPool } from "../../user-pool/user-pool.ts";
import { isInconclusive, isOurFault } from "../../user-pool/user-pool-error.ts";
import { hasAccount } from "../../users/example-users.ts";
import { type UserRow, users } from "../../users/users-table.ts";

const batchSize = 500;
const attempts = 5;
const retryAfterMs = 1000;

/** The users with this address, handle or `sub`. */
export async function findUsers(db: Database, name: string): Promise<UserRow[]> {
  const lowered = name.toLowerCase();
  const isNamed = or(
    // In lower case but for a case-sensitive pool.
    inArray(users.email, [name, lowered]),
    eq(users.handle, lowered.replace(/^@/, "")),
    eq(users.sub, name),
  );
  return await db.select().from(users).where(and(hasAccount, isNamed));
}

/**
 * Looks accounts up at the pool, one after the other.
 *
 * @param some absent: all users.
 * @throws UserPoolError if the pool does not say whether one exists, also when asked again.
 */
export async function findGoneAccounts(
  { db, userPool }: { db: Database; userPool: Pick<UserPool, "isGone"> },
  some?: UserRow[],
): Promise<{ checked: number; gone: UserRow[] }> {
  const gone: UserRow[] = [];
  let checked = 0;
  for await (const user of some ?? allUsers(db)) {
    if (await isGone(userPool, user)) gone.push(user);
    checked += 1;
  }
  return { checked, gone };
}

async function* allUsers(db: Database): AsyncGenerator<UserRow> {
  let last: UserRow | undefined;
  for (;;) {
    const rows = await db
      .select()
      .from(users)
      .where(and(hasAccount, last && gt(users.id, last.id)))
      .orderBy(asc(users.id))
      .limit(batchSize);
    yield* rows;
    last = rows.at(-1);
    if (!last) return;
  }
}

/** The pool limits requests in a second, and a large user base needs many. */
async function isGone(userPool: Pick<UserPool, "isGone">, user: UserRow): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await userPool.isGone(user);
    } catch (error) {
      if (!isInconclusive(error) || isOurFault(error) || attempt === attempts) throw error;
      await pause(retryAfterMs);
    }
  }
}
