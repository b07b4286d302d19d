import { findUser } from "./users.ts";
import { and, eq, ne, sql } from "drizzle-orm";
import type { Attributes } from "./attributes.ts";
import { aliasExists } from "../protocol/exceptions.ts";
import { foldName } from "../settings/pool-settings.ts";
import type { Database } from "../tables/database-schema.ts";
import { signInNames } from "../tables/sign-in-names-table.ts";
import type { SignInNameKind } from "../tables/sign-in-names-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import { users } from "../tables/users-table.ts";
import type { User } from "../tables/users-table.ts";

/** A longer value may be an attribute, but no request can name its user by it. */
const longestName = 128;

type SignInName = { kind: SignInNameKind; name: string };

/** The attributes that are usernames in this pool; each belongs to one account from the start. */
function usernameAttributesOf({ settings }: UserPool, attributes: Attributes): SignInName[] {
  return namesOf(settings, settings.UsernameAttributes ?? [], attributes);
}

/**
 * The attributes that stand for the username: only once they are verified, but for the preferred username, which nobody
 * verifies.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-aliases
 */
function aliasesOf({ settings }: UserPool, attributes: Attributes): SignInName[] {
  const isActive = (kind: SignInNameKind) =>
    kind === "preferred_username" || attributes[`${kind}_verified`] === "true";
  return namesOf(settings, (settings.AliasAttributes ?? []).filter(isActive), attributes);
}

function namesOf(
  settings: UserPool["settings"],
  kinds: SignInNameKind[],
  attributes: Attributes,
): SignInName[] {
  return kinds.flatMap((kind) => {
    const value = attributes[kind];
    return value && value.length <= longestName ? [{ kind, name: foldName(settings, value) }] : [];
  });
}

/**
 * Adds a user under their username and all the other names that they can sign in with.
 *
 * @param takeOver takes an alias from whoever has it, whose address then counts as unverified (ForceAliasCreation).
 * @returns false where the username is taken, and the transaction has to be rolled back.
 * @throws UserPoolException AliasExistsException
 */
export async function insertUser(
  tx: Database,
  pool: UserPool,
  user: User,
  takeOver = false,
): Promise<boolean> {
  await tx.insert(users).values(user);
  const username = { kind: "username" as const, name: foldName(pool.settings, user.username) };
  for (const name of [username, ...usernameAttributesOf(pool, user.attributes)]) {
    if (!(await addName(tx, pool, user.id, name))) return false;
  }
  await addAliases(tx, pool, user, takeOver);
  return true;
}

/**
 * Makes the names that a user can sign in with follow from their attributes, which have changed.
 *
 * @param takeOver see {@link insertUser}
 * @throws UserPoolException AliasExistsException where somebody else has one of the names.
 */
export async function replaceSignInNames(
  tx: Database,
  pool: UserPool,
  user: Pick<User, "id" | "attributes">,
  takeOver = false,
): Promise<void> {
  await tx.delete(signInNames).where(and(eq(signInNames.userId, user.id), ne(signInNames.kind, "username")));
  for (const name of usernameAttributesOf(pool, user.attributes)) {
    if (!(await addName(tx, pool, user.id, name))) throw aliasExists(name.kind);
  }
  await addAliases(tx, pool, user, takeOver);
}

async function addAliases(
  tx: Database,
  pool: UserPool,
  user: Pick<User, "id" | "attributes">,
  takeOver: boolean,
): Promise<void> {
  for (const alias of aliasesOf(pool, user.attributes)) {
    if (takeOver) await releaseAlias(tx, pool, alias);
    if (!(await addName(tx, pool, user.id, alias))) throw aliasExists(alias.kind);
  }
}

/** @returns false where somebody has the name already. */
async function addName(tx: Database, pool: UserPool, userId: string, name: SignInName): Promise<boolean> {
  const added = await tx
    .insert(signInNames)
    .values({ ...name, poolId: pool.id, userId })
    .onConflictDoNothing()
    .returning();
  return added.length > 0;
}

async function releaseAlias(tx: Database, pool: UserPool, { kind, name }: SignInName): Promise<void> {
  const [released] = await tx
    .delete(signInNames)
    .where(and(eq(signInNames.poolId, pool.id), eq(signInNames.name, name), eq(signInNames.kind, kind)))
    .returning();
  if (!released || kind === "preferred_username") return;
  const unverified = JSON.stringify({ [`${kind}_verified`]: "false" });
  await tx
    .update(users)
    .set({ attributes: sql`${users.attributes} || ${unverified}::jsonb` })
    .where(eq(users.id, released.userId));
}

/** Whether a name belongs to somebody other than this user. */
export async function isTaken(
  database: Database,
  pool: UserPool,
  user: User,
  name: string,
): Promise<boolean> {
  const owner = await findUser(database, pool, name);
  return owner !== undefined && owner.id !== user.id;
}
