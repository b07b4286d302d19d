import { and, eq } from "drizzle-orm";
import { userDoesNotExist } from "../protocol/exceptions.ts";
import { foldCase } from "../settings/pool-settings.ts";
import type { Database } from "../tables/database-schema.ts";
import { signInNames } from "../tables/sign-in-names-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import { users } from "../tables/users-table.ts";
import type { User } from "../tables/users-table.ts";

/** Finds a user by any of their names: username, `sub`, verified alias or username attribute. */
export async function findUser(database: Database, pool: UserPool, name: string): Promise<User | undefined> {
  const [found] = await database
    .select({ user: users })
    .from(signInNames)
    .innerJoin(users, eq(users.id, signInNames.userId))
    .where(and(eq(signInNames.poolId, pool.id), eq(signInNames.name, foldCase(pool.settings, name))));
  return found?.user;
}

/** @throws UserPoolException UserNotFoundException */
export async function requireUser(database: Database, pool: UserPool, name: string): Promise<User> {
  const user = await findUser(database, pool, name);
  if (!user) throw userDoesNotExist();
  return user;
}

/** Locks the user's row until the transaction ends. @returns undefined where the user no longer exists. */
export async function lockUser(tx: Database, userId: string): Promise<User | undefined> {
  const [user] = await tx.select().from(users).where(eq(users.id, userId)).for("update");
  return user;
}

/** Updates columns of a user. @returns the updated row. */
export async function updateUser(
  tx: Database,
  userId: string,
  changes: Partial<User>,
  now: Date,
): Promise<User> {
  const [user] = await tx
    .update(users)
    .set({ ...changes, modifiedAt: now })
    .where(eq(users.id, userId))
    .returning();
  if (!user) throw userDoesNotExist();
  return user;
}

/** The change that goes with every new password: it invalidates challenges that were issued before. */
export function nextCredentialGeneration({ credentialGeneration }: User): Pick<User, "credentialGeneration"> {
  return { credentialGeneration: credentialGeneration + 1 };
}
