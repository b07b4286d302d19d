import { and, eq, isNull, lt, or } from "drizzle-orm";
import { UserPoolException } from "../protocol/exceptions.ts";
import type { Database } from "../tables/database-schema.ts";
import { softwareTokens } from "../tables/software-tokens-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { findTimeStep, randomTotpSecret } from "./totp.ts";

export async function findSoftwareToken(database: Database, user: Pick<User, "id">) {
  const [token] = await database.select().from(softwareTokens).where(eq(softwareTokens.userId, user.id));
  return token;
}

/**
 * Creates a secret for a user's authenticator app. The current secret stays valid until a code has confirmed the new
 * one.
 *
 * @returns the secret in base32.
 * @throws UserPoolException SoftwareTokenMFANotFoundException where the pool does not have this factor.
 */
export async function createPendingSecret(tx: Database, pool: UserPool, user: User): Promise<string> {
  if (!pool.mfa.SoftwareTokenMfaConfiguration?.Enabled) {
    throw new UserPoolException(
      "SoftwareTokenMFANotFoundException",
      "Software Token MFA has not been enabled by the userPool",
    );
  }
  const pendingSecret = randomTotpSecret();
  await tx
    .insert(softwareTokens)
    .values({ userId: user.id, pendingSecret })
    .onConflictDoUpdate({ target: softwareTokens.userId, set: { pendingSecret } });
  return pendingSecret;
}

/**
 * Makes the pending secret the valid one, if the code matches it.
 *
 * @throws UserPoolException EnableSoftwareTokenMFAException for a wrong code, or where no secret is pending.
 */
export async function confirmPendingSecret(
  tx: Database,
  user: User,
  code: string,
  deviceName: string | undefined,
  now: Date,
): Promise<void> {
  const secret = (await findSoftwareToken(tx, user))?.pendingSecret;
  const timeStep = secret ? findTimeStep(secret, code, now) : undefined;
  if (!secret || timeStep === undefined) {
    throw new UserPoolException(
      "EnableSoftwareTokenMFAException",
      "Code mismatch and fail enable Software Token MFA",
    );
  }
  await tx
    .update(softwareTokens)
    .set({ secret, pendingSecret: null, deviceName, lastStep: timeStep })
    .where(and(eq(softwareTokens.userId, user.id), eq(softwareTokens.pendingSecret, secret)));
}

/**
 * Consumes the code of a time step.
 *
 * @throws UserPoolException ExpiredCodeException where this code or a later one was used before.
 */
export async function consumeTimeStep(tx: Database, user: User, timeStep: number): Promise<void> {
  const used = await tx
    .update(softwareTokens)
    .set({ lastStep: timeStep })
    .where(
      and(
        eq(softwareTokens.userId, user.id),
        or(isNull(softwareTokens.lastStep), lt(softwareTokens.lastStep, timeStep)),
      ),
    )
    .returning();
  if (used.length === 0) {
    throw new UserPoolException("ExpiredCodeException", "Your software token has already been used once.");
  }
}
