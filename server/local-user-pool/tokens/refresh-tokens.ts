import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { ClientOfPool } from "../pools/app-clients.ts";
import { notAuthorized, UserPoolException } from "../protocol/exceptions.ts";
import { revokeSignIn } from "./sign-outs.ts";
import type { Database } from "../tables/database-schema.ts";
import { refreshTokens } from "../tables/refresh-tokens-table.ts";
import { signIns } from "../tables/sign-ins-table.ts";
import type { SignIn } from "../tables/sign-ins-table.ts";
import { users } from "../tables/users-table.ts";
import type { User } from "../tables/users-table.ts";
import { issueRefreshToken, issueTokens } from "./issue-tokens.ts";
import { lockUser } from "../users/users.ts";
import type { AuthenticationResult } from "./issue-tokens.ts";
import {
  originJtiSurvivesRotation,
  refreshTokenReuseMessage,
  reuseEndsTheSignIn,
} from "../protocol/unconfirmed-behaviour.ts";
import { sha256 } from "./token-hash.ts";

/** Whose a refresh token is. */
export type TokenOwner = { user: User; signIn: SignIn; tokenHash: string };

/**
 * Finds out whom a refresh token belongs to and whether it still works.
 *
 * @throws UserPoolException NotAuthorizedException
 */
export async function requireTokenOwner(
  { database, now }: { database: Database; now: Date },
  { client }: ClientOfPool,
  refreshToken: string,
): Promise<TokenOwner> {
  const tokenHash = sha256(refreshToken);
  const [found] = await database
    .select({ signIn: signIns, user: users })
    .from(refreshTokens)
    .innerJoin(signIns, eq(signIns.id, refreshTokens.signInId))
    .innerJoin(users, eq(users.id, signIns.userId))
    .where(eq(refreshTokens.tokenHash, tokenHash));
  if (!found || found.signIn.clientId !== client.id) throw notAuthorized("Invalid Refresh Token");
  checkUsable(found.signIn, now);
  if (!found.user.enabled) throw notAuthorized("User is disabled.");
  return { ...found, tokenHash };
}

/** New access and ID tokens; `auth_time` stays that of the sign-in. */
export async function refreshTokensOf(
  { database, now }: { database: Database; now: Date },
  owner: ClientOfPool,
  { user, signIn }: TokenOwner,
): Promise<AuthenticationResult> {
  return await issueTokens(database, owner, user, signIn, now);
}

/**
 * The same with a new refresh token in place of the old, which works on for the client's grace period, so that a lost
 * answer does not end a session.
 *
 * @throws UserPoolException RefreshTokenReuseException once that period is over.
 */
export async function rotateTokensOf(
  { database, now }: { database: Database; now: Date },
  owner: ClientOfPool,
  { user, signIn, tokenHash }: TokenOwner,
): Promise<AuthenticationResult> {
  const rotated = await database.transaction(async (tx) => {
    // Whoever deletes a user locks them first, too.
    await lockUser(tx, user.id);
    if (!(await replaceToken(tx, owner, tokenHash, now))) {
      if (reuseEndsTheSignIn) await revokeSignIn(tx, signIn.id, now);
      return undefined;
    }
    const current = await renewSignIn(tx, signIn, now);
    const RefreshToken = await issueRefreshToken(tx, current);
    return { ...(await issueTokens(tx, owner, user, current, now)), RefreshToken };
  });
  if (!rotated) throw new UserPoolException("RefreshTokenReuseException", refreshTokenReuseMessage);
  return rotated;
}

/** @returns false where the token was replaced before, and its grace period is over. */
async function replaceToken(
  tx: Database,
  { client }: ClientOfPool,
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

/** The sign-in as it is now, which a sign-out may have ended since it was looked up. */
async function renewSignIn(tx: Database, { id }: SignIn, now: Date): Promise<SignIn> {
  const [current] = await tx.select().from(signIns).where(eq(signIns.id, id)).for("update");
  if (!current) throw notAuthorized("Invalid Refresh Token");
  checkUsable(current, now);
  if (originJtiSurvivesRotation) return current;
  const renewed = { ...current, originJti: randomUUID() };
  await tx.update(signIns).set(renewed).where(eq(signIns.id, id));
  return renewed;
}

function checkUsable(signIn: SignIn, now: Date): void {
  if (signIn.revokedAt) throw notAuthorized("Refresh Token has been revoked");
  if (signIn.expiresAt <= now) throw notAuthorized("Refresh Token has expired");
}
