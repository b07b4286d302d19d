import { memberOrGuest, requireMember } from "../../graphql/context.ts";
import type { AuthContext } from "../context.ts";
import { hasUnprintable } from "../../lib/plain-text.ts";
import { parseFamilyToken } from "../../sessions/refresh-token-family.ts";
import { endAllSessions, endSession, findSessionOf, findSessionOfFamily } from "../../sessions/sessions.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import { findMember } from "../../users/find-member.ts";
import { revokeAtPool } from "./revoke-at-pool.ts";

/**
 * Ends the session of the access token, and that of the cookie where it is another one.
 *
 * @throws GraphQLError where there is neither a cookie nor an access token that can be told to be somebody's: to say
 *   that it has ended would not be true.
 */
export async function signOut(context: AuthContext): Promise<void> {
  const { db, identity, refreshTokenCookie } = context;
  const cookie = refreshTokenCookie.read();
  if (cookie === undefined) memberOrGuest(context);
  if (identity.kind === "member") await endSessionOfToken(context, identity);
  if (cookie === undefined) return;
  refreshTokenCookie.clear();
  const presented = parseFamilyToken(cookie);
  if (!presented) return;
  const session = await findSessionOfFamily(db, presented.family);
  if (session) await endSession(context, session);
  await revokeAtPool(context, presented.refreshToken);
}

/** Ends the session of the access token. */
async function endSessionOfToken(
  context: AuthContext,
  { claims: { originJti }, userId }: { claims: { originJti: string }; userId: string },
): Promise<void> {
  const session = await findSessionOf(context.db, userId, originJti);
  if (session) await endSession(context, session);
  // Of a request beside this one that ended it; to end it twice does no harm.
  else await context.revocations.endSession(originJti, false);
}

/**
 * Ends one session of the person who asks.
 *
 * @returns false where they have no such session.
 */
export async function revokeSession(context: AuthContext, sessionId: string): Promise<boolean> {
  const { userId } = requireMember(context);
  if (hasUnprintable(sessionId)) return false;
  const session = await findSessionOf(context.db, userId, sessionId);
  if (session) await endSession(context, session);
  return session !== undefined;
}

/**
 * Ends all sessions of the person who asks, on every device and by every app client; or all but the one that asks.
 *
 * The pool ends all sign-ins or none, so it is told only of all: where the one that asks goes on, the others are
 * refused here, and the pool is told of each when it comes to refresh.
 */
export async function signOutEverywhere(
  context: AuthContext,
  { exceptCurrent }: { exceptCurrent: boolean },
): Promise<void> {
  const member = requireMember(context);
  const user = await findMember(context, member);
  if (exceptCurrent) return await endAllSessions(context, user, member.claims.originJti);
  await endAllSessions(context, user);
  context.refreshTokenCookie.clear();
  try {
    await context.userPool.signOutEverywhere(member);
  } catch (error) {
    context.log.warn(
      { code: error instanceof UserPoolError ? error.code : "UNKNOWN" },
      "the pool was not told of a sign-out everywhere",
    );
  }
}
