import { eq, lt } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import type { ChosenProfile } from "../../user-pool/profile/attribute-mapping.ts";
import { pendingProfiles } from "./pending-profiles-table.ts";

/** Whoever confirms an account later is asked for name and handle again. */
const keptForMs = 31 * 24 * 60 * 60 * 1000;

/**
 * Keeps what a sign-up chose and the pool does not have, for the first use of the account.
 *
 * @param chosen see `profileToKeep`; nothing is kept if it is empty.
 */
export async function keepProfile(
  db: Database,
  { sub, chosen, now }: { sub: string; chosen: ChosenProfile; now: Date },
): Promise<void> {
  const { name = null, handle = null } = chosen;
  if (name === null && handle === null) return;
  const row = { name, handle, createdAt: now };
  await db
    .insert(pendingProfiles)
    .values({ sub, ...row })
    .onConflictDoUpdate({ target: pendingProfiles.sub, set: row });
  const tooOld = lt(pendingProfiles.createdAt, new Date(now.getTime() - keptForMs));
  await db.delete(pendingProfiles).where(tooOld);
}

/** What the sign-up of an account chose and the pool does not have. */
export async function findKeptProfile(db: Database, sub: string): Promise<ChosenProfile> {
  const [found] = await db.select().from(pendingProfiles).where(eq(pendingProfiles.sub, sub));
  return { name: found?.name ?? undefined, handle: found?.handle ?? undefined };
}

export async function forgetKeptProfile(db: Database, sub: string): Promise<void> {
  await db.delete(pendingProfiles).where(eq(pendingProfiles.sub, sub));
}
