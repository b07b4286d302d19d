import { and, eq, isNull } from "drizzle-orm";
import type { AppClient } from "../tables/app-clients-table.ts";
import type { Database } from "../tables/database-schema.ts";
import { refreshTokens } from "../tables/refresh-tokens-table.ts";
import { signIns } from "../tables/sign-ins-table.ts";
import { hashToken } from "./token-hash.ts";

/** Revokes a sign-in with all its refresh and access tokens. */
export async function revokeSignIn(database: Database, signInId: string, now: Date): Promise<void> {
  await database
    .update(signIns)
    .set({ revokedAt: now })
    .where(and(eq(signIns.id, signInId), isNull(signIns.revokedAt)));
}

/** Revokes the sign-in of a refresh token, if it is one of the app client's. */
export async function revokeSignInOf(
  { database, now }: { database: Database; now: Date },
  client: AppClient,
  refreshToken: string,
): Promise<void> {
  const [found] = await database
    .select({ signIn: signIns })
    .from(refreshTokens)
    .innerJoin(signIns, eq(signIns.id, refreshTokens.signInId))
    .where(eq(refreshTokens.tokenHash, hashToken(refreshToken)));
  if (found?.signIn.clientId === client.id) await revokeSignIn(database, found.signIn.id, now);
}

/** Revokes all sign-ins of a user. */
export async function revokeAllSignIns(database: Database, userId: string, now: Date): Promise<void> {
  await database
    .update(signIns)
    .set({ revokedAt: now })
    .where(and(eq(signIns.userId, userId), isNull(signIns.revokedAt)));
}
