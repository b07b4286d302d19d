import { and, eq, notInArray, sql } from "drizzle-orm";
import { aliasExists } from "../protocol/exceptions.ts";
import { foldCase } from "../settings/pool-settings.ts";
import type { Database } from "../tables/database-schema.ts";
import { signInNames } from "../tables/sign-in-names-table.ts";
import type { SignInNameKind } from "../tables/sign-in-names-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import { users } from "../tables/users-table.ts";
import type { User } from "../tables/users-table.ts";
import type { Attributes } from "./attributes.ts";
import { findUser } from "./users.ts";

/** The longest `Username` that a request can have. Longer attribute values are valid, but do not sign in. */
const maxNameLength = 128;

type SignInName = { kind: SignInNameKind; name: string };

/** A user of an identity provider signs in there: their addresses are no names here, and may be those of another user. */
type NamedUser = Pick<User, "id" | "attributes" | "status">;

/** The names that no change of attributes can change. In a pool with UsernameAttributes the username is the `sub`. */
function permanentNamesOf({ settings }: UserPool, { id, username }: User): SignInName[] {
  const name = foldCase(settings, username);
  return name === id
    ? [{ kind: "username", name }]
    : [
        { kind: "username", name },
        { kind: "sub", name: id },
      ];
}

/** The attributes that are usernames in this pool. They are unique even before they are verified. */
function usernameAttributesOf({ settings }: UserPool, { attributes, status }: NamedUser): SignInName[] {
  if (status === "EXTERNAL_PROVIDER") return [];
  return namesOf(settings, settings.UsernameAttributes ?? [], attributes);
}

/**
 * The attributes that are aliases of the username: addresses only once they are verified; the preferred username
 * always.
 *
 * @see
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-aliases
 */
function aliasesOf({ settings }: UserPool, { attributes, status }: NamedUser): SignInName[] {
  if (status === "EXTERNAL_PROVIDER") return [];
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
    return value && value.length <= maxNameLength ? [{ kind, name: foldCase(settings, value) }] : [];
  });
}

/**
 * Inserts a user and their sign-in names.
 *
 * @param forceAliasCreation takes addresses from the users whose aliases they are; they become unverified there.
 * @returns false where the username is taken; the caller must roll the transaction back.
 * @throws UserPoolException AliasExistsException
 */
export async function insertUser(
  tx: Database,
  pool: UserPool,
  user: User,
  forceAliasCreation = false,
): Promise<boolean> {
  await tx.insert(users).values(user);
  for (const name of [...permanentNamesOf(pool, user), ...usernameAttributesOf(pool, user)]) {
    if (!(await addName(tx, pool, user.id, name))) return false;
  }
  await addAliases(tx, pool, user, forceAliasCreation);
  return true;
}

/**
 * Updates a user's sign-in names after their attributes have changed.
 *
 * @param forceAliasCreation see {@link insertUser}
 * @throws UserPoolException AliasExistsException where another user has one of the names.
 */
export async function updateSignInNames(
  tx: Database,
  pool: UserPool,
  user: NamedUser,
  forceAliasCreation = false,
): Promise<void> {
  await tx
    .delete(signInNames)
    .where(and(eq(signInNames.userId, user.id), notInArray(signInNames.kind, ["username", "sub"])));
  for (const name of usernameAttributesOf(pool, user)) {
    if (!(await addName(tx, pool, user.id, name))) throw aliasExists(name.kind);
  }
  await addAliases(tx, pool, user, forceAliasCreation);
}

async function addAliases(
  tx: Database,
  pool: UserPool,
  user: NamedUser,
  forceAliasCreation: boolean,
): Promise<void> {
  for (const alias of aliasesOf(pool, user)) {
    if (forceAliasCreation && alias.kind !== "preferred_username") await releaseAlias(tx, pool, alias);
    if (!(await addName(tx, pool, user.id, alias))) throw aliasExists(alias.kind);
  }
}

/** @returns false where the name is taken. */
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
  if (!released) return;
  const unverified = JSON.stringify({ [`${kind}_verified`]: "false" });
  await tx
    .update(users)
    .set({ attributes: sql`${users.attributes} || ${unverified}::jsonb` })
    .where(eq(users.id, released.userId));
}

/** Whether a name belongs to another user. */
export async function isNameTaken(
  database: Database,
  pool: UserPool,
  user: User,
  name: string,
): Promise<boolean> {
  const owner = await findUser(database, pool, name);
  return owner !== undefined && owner.id !== user.id;
}
