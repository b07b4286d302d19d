import { and, asc, count, eq, lt, or } from "drizzle-orm";
import { toTimestamp } from "../protocol/timestamp.ts";
import type { Database } from "../tables/database-schema.ts";
import { passkeys } from "../tables/passkeys-table.ts";
import type { Passkey } from "../tables/passkeys-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { relyingPartyOf } from "./relying-party.ts";

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html */
export const maxPasskeys = 20;

/** All passkeys of a user, the oldest first. */
export async function listPasskeys(database: Database, { id }: Pick<User, "id">): Promise<Passkey[]> {
  return await database
    .select()
    .from(passkeys)
    .where(eq(passkeys.userId, id))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.credentialId));
}

/** The passkeys that a user can sign in with: those of the pool's relying party. A change of it orphans the others. */
export async function listUsablePasskeys(database: Database, pool: UserPool, user: User): Promise<Passkey[]> {
  const { id } = relyingPartyOf(pool);
  return (await listPasskeys(database, user)).filter(({ relyingPartyId }) => relyingPartyId === id);
}

export async function countPasskeys(database: Database, { id }: Pick<User, "id">): Promise<number> {
  const [row] = await database.select({ passkeys: count() }).from(passkeys).where(eq(passkeys.userId, id));
  return row?.passkeys ?? 0;
}

/** @returns false where the pool has a passkey with this id already. */
export async function insertPasskey(tx: Database, passkey: Passkey): Promise<boolean> {
  return (await tx.insert(passkeys).values(passkey).onConflictDoNothing().returning()).length > 0;
}

/** @returns false where the user has no such passkey. */
export async function deletePasskey(
  database: Database,
  { id }: Pick<User, "id">,
  credentialId: string,
): Promise<boolean> {
  const isMeant = and(eq(passkeys.userId, id), eq(passkeys.credentialId, credentialId));
  return (await database.delete(passkeys).where(isMeant).returning()).length > 0;
}

/**
 * Records the counter of a response. Of two authenticators with the same counter, the second is a copy.
 *
 * @returns false where the passkey was deleted, or a response with this counter or a higher one was accepted meanwhile.
 */
export async function advanceCounter(
  tx: Database,
  { poolId, credentialId }: Pick<Passkey, "poolId" | "credentialId">,
  counter: number,
): Promise<boolean> {
  const isNext = or(
    lt(passkeys.counter, counter),
    and(eq(passkeys.counter, 0), eq(passkeys.counter, counter)),
  );
  const advanced = await tx
    .update(passkeys)
    .set({ counter })
    .where(and(eq(passkeys.poolId, poolId), eq(passkeys.credentialId, credentialId), isNext))
    .returning();
  return advanced.length > 0;
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_WebAuthnCredentialDescription.html */
export function toCredentialDescription(passkey: Passkey) {
  const { attachment } = passkey;
  return {
    CredentialId: passkey.credentialId,
    FriendlyCredentialName: attachment === "cross-platform" ? "Roaming passkey" : "Platform passkey",
    RelyingPartyId: passkey.relyingPartyId,
    ...(attachment && { AuthenticatorAttachment: attachment }),
    AuthenticatorTransports: passkey.transports,
    CreatedAt: toTimestamp(passkey.createdAt),
  };
}
