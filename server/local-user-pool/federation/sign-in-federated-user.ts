import { and, eq } from "drizzle-orm";
import type { AppClientWithPool } from "../pools/app-clients.ts";
import { invalidParameter, notAuthorized, usernameExists } from "../protocol/exceptions.ts";
import { runPostAuthentication, runPreAuthentication } from "../sign-in/triggers/authentication-triggers.ts";
import type { SignInContext } from "../sign-in/sessions/sign-in-context.ts";
import type { Database } from "../tables/database-schema.ts";
import { subjectAttribute } from "../tables/federated-identities-table.ts";
import { groupMembers, groups } from "../tables/groups-table.ts";
import { users } from "../tables/users-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { runPostConfirmation } from "../triggers/confirmation-trigger.ts";
import { runPreSignUp } from "../triggers/pre-sign-up-trigger.ts";
import { writeAttributes } from "../users/attribute-changes.ts";
import { checkChangedAttributes } from "../users/attributes.ts";
import { buildFederatedUser } from "../users/build-user.ts";
import { insertUser } from "../users/sign-in-names.ts";
import { addIdentity, findIdentity, type IdentityKey, nameBySubject } from "./identities.ts";
import { checkMutable, checkRequired, toMappedAttributes } from "./mapped-attributes.ts";
import type { Provider, ProviderClaims } from "./provider-client.ts";

const longestUsername = 128;

/**
 * Signs in somebody whom a provider has named, and makes their user the first time. Their mapped attributes are written at
 * every sign-in.
 *
 * @throws UserPoolException InvalidParameterException, NotAuthorizedException for a disabled user, UsernameExistsException,
 * AliasExistsException, and all that the triggers throw
 */
export async function signInFederatedUser(
  context: SignInContext,
  app: AppClientWithPool,
  provider: Provider,
  claims: ProviderClaims,
): Promise<User> {
  const { database, now } = context;
  const attributes = toMappedAttributes(provider, claims);
  const known = await findUserOf(database, provider, claims, now);
  if (!known) return await signUpFederatedUser(context, app, provider, claims, attributes);
  if (!known.enabled) throw notAuthorized("User is disabled.");
  await runPreAuthentication(context, app, known, known.username);
  checkMutable(app.pool, attributes);
  const changed = checkChangedAttributes(app.pool, attributes);
  await database.transaction(async (tx) => await writeAttributes(tx, app.pool, known, changed, now));
  await runPostAuthentication(context, app, known, false);
  return await reload(database, known);
}

/** The user of an identity, by its subject or by the claim that an administrator has linked. */
async function findUserOf(
  database: Database,
  { poolId, key: providerName, value }: Provider,
  claims: ProviderClaims,
  now: Date,
): Promise<User | undefined> {
  const bySubject = await findIdentity(database, {
    poolId,
    providerName,
    attribute: subjectAttribute,
    value: claims.sub,
  });
  if (bySubject) return bySubject.user;
  for (const claim of new Set(Object.values(value.AttributeMapping))) {
    const text = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
    if (typeof text !== "string" || text.includes("\0")) continue;
    const linked = await findIdentity(database, { poolId, providerName, attribute: claim, value: text });
    if (linked)
      return await database.transaction(
        async (tx) => await nameBySubject(tx, linked.identity, claims.sub, now),
      );
  }
  return undefined;
}

async function signUpFederatedUser(
  context: SignInContext,
  app: AppClientWithPool,
  provider: Provider,
  { sub }: ProviderClaims,
  attributes: Record<string, string>,
): Promise<User> {
  const { database, now } = context;
  const { client, pool } = app;
  const { key: providerName, value } = provider;
  const username = `${providerName}_${sub}`;
  if (username.length > longestUsername || sub.includes("\0"))
    throw invalidParameter("The subject of the identity provider is no user name.");
  checkRequired(pool, attributes);
  const user = buildFederatedUser(pool, username, attributes, now);
  const clientId = client.id;
  await runPreSignUp(context, { pool, clientId, reason: "ExternalProvider" }, user, null);
  const identity: IdentityKey = { poolId: pool.id, providerName, attribute: subjectAttribute, value: sub };
  const created = await database.transaction(async (tx) => {
    // The trigger may have linked the identity to another user; the next sign-in finds that one.
    const isLinked = (await findIdentity(tx, identity)) !== undefined;
    if (isLinked || !(await insertUser(tx, pool, user))) throw alreadyFound(username);
    await joinGroupOfProvider(tx, pool, user, providerName, now);
    const issuer = value.ProviderDetails["oidc_issuer"] ?? null;
    const link = {
      userId: user.id,
      providerType: value.ProviderType,
      issuer,
      isPrimary: true,
      createdAt: now,
    };
    const added = await addIdentity(tx, { ...identity, ...link }, now);
    if (!added) throw alreadyFound(username);
    return added;
  });
  await runPostConfirmation(context, { pool, clientId, reason: "ConfirmSignUp" }, created);
  return await reload(database, created);
}

const alreadyFound = (username: string) => usernameExists(`Already found an entry for username ${username}`);

/** Every provider has a group, which all whom it has brought are in. */
async function joinGroupOfProvider(
  tx: Database,
  pool: UserPool,
  user: User,
  providerName: string,
  now: Date,
): Promise<void> {
  const name = `${pool.id}_${providerName}`;
  const description = `Autogenerated group for users who sign in using ${providerName}`;
  await tx
    .insert(groups)
    .values({ poolId: pool.id, name, description, createdAt: now, modifiedAt: now })
    .onConflictDoNothing();
  await tx.insert(groupMembers).values({ poolId: pool.id, groupName: name, userId: user.id });
}

/** The user after triggers, which may have changed or disabled them. */
async function reload(database: Database, { id, poolId }: User): Promise<User> {
  const [user] = await database
    .select()
    .from(users)
    .where(and(eq(users.id, id), eq(users.poolId, poolId)));
  if (!user?.enabled) throw notAuthorized("User is disabled.");
  return user;
}
