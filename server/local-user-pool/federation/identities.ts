import { and, asc, eq } from "drizzle-orm";
import type { Database } from "../tables/database-schema.ts";
import { federatedIdentities, subjectAttribute } from "../tables/federated-identities-table.ts";
import type { FederatedIdentity } from "../tables/federated-identities-table.ts";
import { users } from "../tables/users-table.ts";
import type { User } from "../tables/users-table.ts";
import { updateUser } from "../users/users.ts";

/** An identity at a provider: by its subject, or a claim that an administrator has linked by. */
export type IdentityKey = Pick<FederatedIdentity, "poolId" | "providerName" | "attribute" | "value">;

const isIdentity = ({ poolId, providerName, attribute, value }: IdentityKey) =>
  and(
    eq(federatedIdentities.poolId, poolId),
    eq(federatedIdentities.providerName, providerName),
    eq(federatedIdentities.attribute, attribute),
    eq(federatedIdentities.value, value),
  );

export async function findIdentity(
  database: Database,
  key: IdentityKey,
): Promise<{ identity: FederatedIdentity; user: User } | undefined> {
  const [found] = await database
    .select({ identity: federatedIdentities, user: users })
    .from(federatedIdentities)
    .innerJoin(users, eq(users.id, federatedIdentities.userId))
    .where(isIdentity(key));
  return found;
}

export async function listIdentities(database: Database, userId: string): Promise<FederatedIdentity[]> {
  return await database
    .select()
    .from(federatedIdentities)
    .where(eq(federatedIdentities.userId, userId))
    .orderBy(asc(federatedIdentities.createdAt), asc(federatedIdentities.providerName));
}

/**
 * Adds an identity to a user, and to their attribute `identities`.
 *
 * @returns the user's row; undefined where the identity belongs to somebody.
 */
export async function addIdentity(
  tx: Database,
  identity: FederatedIdentity,
  now: Date,
): Promise<User | undefined> {
  const added = await tx.insert(federatedIdentities).values(identity).onConflictDoNothing().returning();
  return added.length === 0 ? undefined : await writeIdentities(tx, identity.userId, now);
}

/** The first sign-in of an identity that was linked by a claim: from now on it has its subject. */
export async function nameBySubject(
  tx: Database,
  identity: FederatedIdentity,
  subject: string,
  now: Date,
): Promise<User> {
  await tx
    .update(federatedIdentities)
    .set({ attribute: subjectAttribute, value: subject })
    .where(isIdentity(identity));
  return await writeIdentities(tx, identity.userId, now);
}

export async function removeIdentity(tx: Database, identity: FederatedIdentity, now: Date): Promise<User> {
  await tx.delete(federatedIdentities).where(isIdentity(identity));
  return await writeIdentities(tx, identity.userId, now);
}

/** The attribute is JSON, and follows from the table. */
async function writeIdentities(tx: Database, userId: string, now: Date): Promise<User> {
  const [user] = await tx.select().from(users).where(eq(users.id, userId)).for("update");
  const { identities: _before, ...attributes } = user?.attributes ?? {};
  const identities = (await listIdentities(tx, userId)).map((identity) => ({
    userId: identity.value,
    providerName: identity.providerName,
    providerType: identity.providerType,
    issuer: identity.issuer,
    primary: identity.isPrimary,
    dateCreated: identity.createdAt.getTime(),
  }));
  const shown: Record<string, string> =
    identities.length > 0 ? { identities: JSON.stringify(identities) } : {};
  return await updateUser(tx, userId, { attributes: { ...attributes, ...shown } }, now);
}
