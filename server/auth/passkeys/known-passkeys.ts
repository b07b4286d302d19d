import { and, eq } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { passkeys } from "./passkeys-table.ts";

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
