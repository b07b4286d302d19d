import { and, eq, isNull } from "drizzle-orm";
import type { Database } from "../tables/database-schema.ts";
import { signIns } from "../tables/sign-ins-table.ts";

/** Ends one sign-in: its refresh tokens and access tokens are worth nothing from now on. */
export async function revokeSignIn(database: Database, signInId: string, now: Date): Promise<void> {
  await database
    .update(signIns)
    .set({ revokedAt: now })
    .where(and(eq(signIns.id, signInId), isNull(signIns.revokedAt)));
}

/** Ends all that a user has, on every device. */
export async function revokeAllSignIns(database: Database, userId: string, now: Date): Promise<void> {
  await database
    .update(signIns)
    .set({ revokedAt: now })
    .where(and(eq(signIns.userId, userId), isNull(signIns.revokedAt)));
}
