import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { tracksDevices } from "../devices/device-tracking.ts";
import { findDevice } from "../devices/devices.ts";
import type { AppClientWithPool } from "../pools/app-clients.ts";
import { notAuthorized, UserPoolException } from "../protocol/exceptions.ts";
import {
  originJtiSurvivesRotation,
  refreshTokenReuseEndsSignIn,
  refreshTokenReuseMessage,
} from "../protocol/unconfirmed-behaviour.ts";
import type { Database } from "../tables/database-schema.ts";
import { refreshTokens } from "../tables/refresh-tokens-table.ts";
import { signIns } from "../tables/sign-ins-table.ts";
import type { SignIn } from "../tables/sign-ins-table.ts";
import { users } from "../tables/users-table.ts";
import type { User } from "../tables/users-table.ts";
import type { TriggerContext } from "../triggers/run-trigger.ts";
import { lockUser } from "../users/users.ts";
import { issueRefreshToken, issueTokens, scopesOfSignIn } from "./issue-tokens.ts";
import type { AuthenticationResult } from "./issue-tokens.ts";
import { revokeSignIn } from "./revocation.ts";
import { recordActivity } from "./sessions.ts";
import { findTokenChanges } from "./token-generation-trigger.ts";
import type { TokenGenerationReason } from "./token-generation-trigger.ts";
import { hashToken } from "./token-hash.ts";

/** A valid refresh token's hash, with its user and sign-in. */
export type ActiveRefreshToken = { user: User; signIn: SignIn; tokenHash: string };

/**
 * Finds a refresh token and checks that it is valid for the app client. A pool that tracks devices accepts it from the
 * confirmed device of its sign-in alone.
 *
 * @throws UserPoolException NotAuthorizedException
 */
export async function requireRefreshToken(
  { database, now, deviceKey }: { database: Database; now: Date; deviceKey?: string | undefined },
  { client, pool }: AppClientWithPool,
  refreshToken: string,
): Promise<ActiveRefreshToken> {
  const tokenHash = hashToken(refreshToken);
  const [found] = await database
    .select({ signIn: signIns, user: users })
    .from(refreshTokens)
    .innerJoin(signIns, eq(signIns.id, refreshTokens.signInId))
    .innerJoin(users, eq(users.id, signIns.userId))
    .where(eq(refreshTokens.tokenHash, tokenHash));
  if (!found || found.signIn.clientId !== client.id) throw notAuthorized("Invalid Refresh Token");
  checkSignInActive(found.signIn, now);
  const { deviceKey: signedIn } = found.signIn;
  if (signedIn !== null && tracksDevices(pool)) {
    const device = deviceKey === signedIn ? await findDevice(database, found.user.id, signedIn) : undefined;
    if (!device) throw notAuthorized("Invalid Refresh Token");
  }
  if (!found.user.enabled) throw notAuthorized("User is disabled.");
  return { ...found, tokenHash };
}

/** @property sourceAddress where the request came from. */
type RefreshContext = TriggerContext & { database: Database; now: Date; sourceAddress?: string };

/**
 * Issues new access and ID tokens. `auth_time` remains that of the sign-in.
 *
 * @throws UserPoolException all that the pre-token-generation trigger throws.
 */
export async function issueRefreshedTokens(
  context: RefreshContext,
  app: AppClientWithPool,
  { user, signIn }: ActiveRefreshToken,
  reason: TokenGenerationReason,
): Promise<AuthenticationResult> {
  const { database, now, sourceAddress } = context;
  const changes = await findTokenChanges(context, app, user, scopesOfSignIn(signIn), reason);
  await recordActivity(database, app.pool, signIn, sourceAddress, now);
  return await issueTokens(database, app, user, signIn, now, changes);
}

/**
 * Issues new access, ID and refresh tokens. The old refresh token stays valid for the client's grace period, so that
 * a client that loses the response can retry; where the trigger refuses, it stays as it was.
 *
 * @throws UserPoolException RefreshTokenReuseException after the grace period; all that the pre-token-generation trigger
 * throws.
 */
export async function rotateRefreshToken(
  context: RefreshContext,
  app: AppClientWithPool,
  { user, signIn, tokenHash }: ActiveRefreshToken,
  reason: TokenGenerationReason,
): Promise<AuthenticationResult> {
  const { database, now, sourceAddress } = context;
  const changes = await findTokenChanges(context, app, user, scopesOfSignIn(signIn), reason);
  const rotated = await database.transaction(async (tx) => {
    // The user's row is locked before the token's, in the same order as when the user is deleted.
    await lockUser(tx, user.id);
    if (!(await markReplaced(tx, app, tokenHash, now))) {
      if (refreshTokenReuseEndsSignIn) await revokeSignIn(tx, signIn.id, now);
      return undefined;
    }
    const current = await reloadSignIn(tx, signIn, now);
    await recordActivity(tx, app.pool, current, sourceAddress, now);
    const RefreshToken = await issueRefreshToken(tx, current);
    return { ...(await issueTokens(tx, app, user, current, now, changes)), RefreshToken };
  });
  if (!rotated) throw new UserPoolException("RefreshTokenReuseException", refreshTokenReuseMessage);
  return rotated;
}

/** @returns false where the token was replaced before and its grace period is over. */
async function markReplaced(
  tx: Database,
  { client }: AppClientWithPool,
  tokenHash: string,
  now: Date,
): Promise<boolean> {
  const [row] = await tx
    .select()
    .from(refreshTokens)
    .where(eq(refreshTokens.tokenHash, tokenHash))
    .for("update");
  if (!row) return false;
  if (row.replacedAt) {
    const graceMs = (client.settings.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0) * 1000;
    return now.getTime() < row.replacedAt.getTime() + graceMs;
  }
  await tx.update(refreshTokens).set({ replacedAt: now }).where(eq(refreshTokens.tokenHash, tokenHash));
  return true;
}

/** Reloads and locks the sign-in, which a concurrent sign-out may have revoked. */
async function reloadSignIn(tx: Database, { id }: SignIn, now: Date): Promise<SignIn> {
  const [current] = await tx.select().from(signIns).where(eq(signIns.id, id)).for("update");
  if (!current) throw notAuthorized("Invalid Refresh Token");
  checkSignInActive(current, now);
  if (originJtiSurvivesRotation) return current;
  const renewed = { ...current, originJti: randomUUID() };
  await tx.update(signIns).set(renewed).where(eq(signIns.id, id));
  return renewed;
}

function checkSignInActive(signIn: SignIn, now: Date): void {
  if (signIn.revokedAt) throw notAuthorized("Refresh Token has been revoked");
  if (signIn.expiresAt <= now) throw notAuthorized("Refresh Token has expired");
}
