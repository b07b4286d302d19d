import { and, eq, inArray } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import type { PoolPasskey } from "../../user-pool/verbs/passkeys.ts";
import { type PasskeyRow, passkeys } from "./passkeys-table.ts";

/** Of a passkey that was made elsewhere, and that the pool has no name for. */
const unnamed = "Passkey";

/** Keeps the name that a person gave to a new passkey. */
export async function keepPasskey(
  db: Database,
  { userId, credentialId, name, now }: { userId: string; credentialId: string; name: string; now: Date },
): Promise<void> {
  await db
    .insert(passkeys)
    .values({ userId, credentialId, name, createdAt: now })
    .onConflictDoUpdate({ target: [passkeys.userId, passkeys.credentialId], set: { name } });
}

/** The passkeys of a person that are known here, oldest first. */
export async function findPasskeys(db: Database, userId: string): Promise<PasskeyRow[]> {
  const rows = await db.select().from(passkeys).where(eq(passkeys.userId, userId));
  return rows.toSorted((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
}

/** A passkey of the last minute may have been made after the pool was asked. */
const settledAfterMs = 60_000;

/** Makes the passkeys that are known here those of the pool: keeps those made elsewhere, forgets those that are gone. */
export async function syncPasskeys(
  db: Database,
  { userId, now }: { userId: string; now: Date },
  atPool: PoolPasskey[],
): Promise<PasskeyRow[]> {
  const known = await findPasskeys(db, userId);
  const poolIds = new Set(atPool.map(({ id }) => id));
  const isGone = ({ credentialId, createdAt }: PasskeyRow) =>
    !poolIds.has(credentialId) && now.getTime() - createdAt.getTime() > settledAfterMs;
  const gone = known.filter(isGone).map(({ credentialId }) => credentialId);
  if (gone.length > 0) await forgetPasskeys(db, userId, gone);
  const knownIds = new Set(known.map(({ credentialId }) => credentialId));
  const elsewhere = atPool.filter(({ id }) => !knownIds.has(id));
  if (elsewhere.length > 0)
    await db
      .insert(passkeys)
      .values(
        elsewhere.map(({ id, name, createdAt }) => ({
          userId,
          credentialId: id,
          name: name || unnamed,
          createdAt,
        })),
      )
      .onConflictDoNothing();
  const rows = elsewhere.length > 0 ? await findPasskeys(db, userId) : known;
  return rows.filter(({ credentialId }) => poolIds.has(credentialId));
}

/** Forgets passkeys that are gone at the pool. */
export async function forgetPasskeys(db: Database, userId: string, credentialIds: string[]): Promise<void> {
  await db
    .delete(passkeys)
    .where(and(eq(passkeys.userId, userId), inArray(passkeys.credentialId, credentialIds)));
}

/** Records that a sign-in used a passkey. One that was made elsewhere, and not listed since, is not known here. */
export async function recordPasskeyUse(
  db: Database,
  { userId, credentialId, now }: { userId: string; credentialId: string; now: Date },
): Promise<void> {
  await db
    .update(passkeys)
    .set({ lastUsedAt: now })
    .where(and(eq(passkeys.userId, userId), eq(passkeys.credentialId, credentialId)));
}
