import { and, eq, isNull, lt, or } from "drizzle-orm";
import { UserPoolException } from "../protocol/exceptions.ts";
import type { Database } from "../tables/database-schema.ts";
import { softwareTokens } from "../tables/software-tokens-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { matchingStep, newTotpSecret } from "./totp.ts";

export async function softwareTokenOf(database: Database, user: Pick<User, "id">) {
  const [token] = await database.select().from(softwareTokens).where(eq(softwareTokens.userId, user.id));
  return token;
}

/**
 * Draws a secret for a user's authenticator app. The one that works now keeps working until a code has proved the new
 * one.
 *
 * @returns the secret in base32.
 * @throws UserPoolException SoftwareTokenMFANotFoundException where the pool does not have this factor.
 */
export async function associateToken(tx: Database, pool: UserPool, user: User): Promise<string> {
  if (!pool.mfa.SoftwareTokenMfaConfiguration?.Enabled) {
    throw new UserPoolException(
      "SoftwareTokenMFANotFoundException",
      "Software Token MFA has not been enabled by the userPool",
    );
  }
  const pendingSecret = newTotpSecret();
  await tx
    .insert(softwareTokens)
    .values({ userId: user.id, pendingSecret })
    .onConflictDoUpdate({ target: softwareTokens.userId, set: { pendingSecret } });
  return pendingSecret;
}

/**
 * Makes the secret that was drawn last the one that counts, after a first code of it.
 *
 * @throws UserPoolException EnableSoftwareTokenMFAException for a wrong code, or where none was drawn.
 */
export async function verifyToken(
  tx: Database,
  user: User,
  code: string,
  deviceName: string | undefined,
  now: Date,
): Promise<void> {
  const secret = (await softwareTokenOf(tx, user))?.pendingSecret;
  const step = secret ? matchingStep(secret, code, now) : undefined;
  if (!secret || step === undefined) {
    throw new UserPoolException(
      "EnableSoftwareTokenMFAException",
      "Code mismatch and fail enable Software Token MFA",
    );
  }
  await tx
    .update(softwareTokens)
    .set({ secret, pendingSecret: null, deviceName, lastStep: step })
    .where(and(eq(softwareTokens.userId, user.id), eq(softwareTokens.pendingSecret, secret)));
}

/**
 * Uses a code up.
 *
 * @throws UserPoolException ExpiredCodeException where it, or a later one, was used before.
 */
export async function useTokenCode(tx: Database, user: User, step: number): Promise<void> {
  const used = await tx
    .update(softwareTokens)
    .set({ lastStep: step })
    .where(
      and(
        eq(softwareTokens.userId, user.id),
        or(isNull(softwareTokens.lastStep), lt(softwareTokens.lastStep, step)),
      ),
    )
    .returning();
  if (used.length === 0) {
    throw new UserPoolException("ExpiredCodeException", "Your software token has already been used once.");
  }
}
