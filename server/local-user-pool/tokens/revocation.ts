import { and, eq, isNull } from "drizzle-orm";
import type { Database } from "../tables/database-schema.ts";
import { signIns } from "../tables/sign-ins-table.ts";

/** Revokes a sign-in with all its refresh and access tokens. */
export async function revokeSignIn(database: Database, signInId: string, now: Date): Promise<void> {
  await database
    .update(signIns)
    .set({ revokedAt: now })
    .where(and(eq(signIns.id, signInId), isNull(signIns.revokedAt)));
}

/** Revokes all sign-ins of a user. */
export async function revokeAllSignIns(database: Database, userId: string, now: Date): Promise<void> {
  await database
    .update(signIns)
    .set({ revokedAt: now })
    .where(and(eq(signIns.userId, userId), isNull(signIns.revokedAt)));
}
