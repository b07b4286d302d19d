import { and, eq, inArray, sql } from "drizzle-orm";
import type { Attributes } from "./attributes.ts";
import type { Database } from "./database-schema.ts";
import { aliasExists, userDoesNotExist } from "./exceptions.ts";
import { foldName } from "./pool-settings.ts";
import { signInNames } from "./sign-in-names-table.ts";
import type { SignInNameKind } from "./sign-in-names-table.ts";
import type { UserPool } from "./user-pools-table.ts";
import { users } from "./users-table.ts";
import type { User } from "./users-table.ts";

/** Finds a user by anything that the pool lets them sign in with: one look into one index. */
export async function findUser(database: Database, pool: UserPool, name: string): Promise<User | undefined> {
  const [found] = await database
    .select({ user: users })
    .from(signInNames)
    .innerJoin(users, eq(users.id, signInNames.userId))
    .where(and(eq(signInNames.poolId, pool.id), eq(signInNames.name, foldName(pool.settings, name))));
  return found?.user;
}

/** @throws UserPoolException UserNotFoundException */
export async function requireUser(database: Database, pool: UserPool, name: string): Promise<User> {
  const user = await findUser(database, pool, name);
  if (!user) throw userDoesNotExist();
  return user;
}

/** A user whose row nobody else changes until the transaction ends; undefined when the user is gone. */
export async function lockUser(tx: Database, userId: string): Promise<User | undefined> {
  const [user] = await tx.select().from(users).where(eq(users.id, userId)).for("update");
  return user;
}

/** Changes some columns of a user, and returns the whole. */
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

/** Goes with a new password: whatever began under the old one is over. */
export function nextCredentialGeneration({ credentialGeneration }: User): Pick<User, "credentialGeneration"> {
  return { credentialGeneration: credentialGeneration + 1 };
}

/**
 * The names, besides the username, that a user with these attributes can sign in with: a username attribute at once, an
 * alias only when it is verified, except the preferred username, which nobody verifies.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-aliases
 */
export function signInNamesOf(pool: UserPool, attributes: Attributes): { kind: SignInNameKind; name: string }[] {
  const { UsernameAttributes = [], AliasAttributes = [] } = pool.settings;
  const kinds = [
    ...UsernameAttributes,
    ...AliasAttributes.filter((kind) => kind === "preferred_username" || attributes[`${kind}_verified`] === "true"),
  ];
  return kinds.flatMap((kind) => {
    const value = attributes[kind];
    return value ? [{ kind, name: foldName(pool.settings, value) }] : [];
  });
}

/**
 * Makes the names that a user can sign in with follow from their attributes.
 *
 * @param takeOver takes an alias from whoever has it, whose address then counts as unverified (ForceAliasCreation).
 * @throws UserPoolException AliasExistsException where somebody else has one of the names.
 */
export async function replaceSignInNames(
  tx: Database,
  pool: UserPool,
  user: Pick<User, "id" | "attributes">,
  takeOver = false,
): Promise<void> {
  const { UsernameAttributes = [], AliasAttributes = [] } = pool.settings;
  const kinds = [...UsernameAttributes, ...AliasAttributes];
  if (kinds.length === 0) return;
  await tx.delete(signInNames).where(and(eq(signInNames.userId, user.id), inArray(signInNames.kind, kinds)));
  for (const { kind, name } of signInNamesOf(pool, user.attributes)) {
    if (takeOver) await releaseAlias(tx, pool, kind, name);
    const added = await tx
      .insert(signInNames)
      .values({ poolId: pool.id, name, kind, userId: user.id })
      .onConflictDoNothing()
      .returning();
    if (added.length === 0) throw aliasExists(kind);
  }
}

async function releaseAlias(tx: Database, pool: UserPool, kind: SignInNameKind, name: string): Promise<void> {
  const [released] = await tx
    .delete(signInNames)
    .where(and(eq(signInNames.poolId, pool.id), eq(signInNames.name, name), eq(signInNames.kind, kind)))
    .returning();
  if (!released) return;
  await tx
    .update(users)
    .set({ attributes: sql`${users.attributes} || ${JSON.stringify({ [`${kind}_verified`]: "false" })}::jsonb` })
    .where(eq(users.id, released.userId));
}

/**
 * Adds a user under their username and all the other names.
 *
 * @returns false where one of the names is taken, and nothing was added that will not be rolled back.
 */
export async function insertUser(tx: Database, pool: UserPool, user: User): Promise<boolean> {
  await tx.insert(users).values(user);
  const names = [
    { kind: "username" as const, name: foldName(pool.settings, user.username) },
    ...signInNamesOf(pool, user.attributes),
  ];
  const added = await tx
    .insert(signInNames)
    .values(names.map((each) => ({ ...each, poolId: pool.id, userId: user.id })))
    .onConflictDoNothing()
    .returning();
  return added.length === names.length;
}
