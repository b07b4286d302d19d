import { memberOrGuest, requireMember } from "../../graphql/context.ts";
import type { Member } from "../../graphql/identity.ts";
import { hasUnprintable } from "../../lib/plain-text.ts";
import { networksOf } from "../../rate-limit/network-of.ts";
import { parseFamilyToken } from "../../sessions/refresh-token-family.ts";
import { endAllSessions, endSession, findSessionOf, findSessionOfFamily } from "../../sessions/sessions.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import { findMember } from "../../users/find-member.ts";
import type { AuthContext } from "../context.ts";
import { revokeAtPool } from "./revoke-at-pool.ts";

type SignOutContext = Pick<
  AuthContext,
  "identity" | "db" | "revocations" | "userPool" | "refreshTokenCookie" | "rateLimiter" | "address" | "log"
>;

/**
 * Ends the session of the access token, and that of the cookie if it is another one.
 *
 * @throws GraphQLError UNAUTHENTICATED or AUTH_UNAVAILABLE if there is no cookie and the access token proves
 *   no session: the response must not claim that one has ended.
 */
export async function signOut(context: SignOutContext): Promise<void> {
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
  else if (await isOverLimit(context)) return;
  await revokeAtPool(context, presented.refreshToken);
}

/** Whether the network has sent too many refresh tokens of no session, so that the pool is not asked to revoke one more. */
async function isOverLimit({
  rateLimiter,
  address,
}: Pick<AuthContext, "rateLimiter" | "address">): Promise<boolean> {
  return (await rateLimiter.consumeByNetwork("unknownRefreshByAddress", networksOf(address))) !== undefined;
}

async function endSessionOfToken(
  { db, revocations }: Pick<AuthContext, "db" | "revocations">,
  { claims: { originJti }, userId }: Member,
): Promise<void> {
  const session = await findSessionOf(db, userId, originJti);
  if (session) await endSession({ db, revocations }, session);
  // A concurrent request has ended it. Ending it twice does no harm.
  else await revocations.endSession(originJti, false);
}

/**
 * Ends one session of the member who sends the request.
 *
 * @returns false if they have no such session.
 */
export async function revokeSession(
  context: Pick<AuthContext, "identity" | "db" | "revocations">,
  sessionId: string,
): Promise<boolean> {
  const { userId } = requireMember(context);
  if (hasUnprintable(sessionId)) return false;
  const session = await findSessionOf(context.db, userId, sessionId);
  if (session) await endSession(context, session);
  return session !== undefined;
}

/**
 * Ends all sessions of the member who sends the request, on every device and of every app client, or all but
 * the current one.
 *
 * The pool can only end all sign-ins. If the current session goes on, the pool is not told: the other
 * sessions are refused here, and their refresh tokens are revoked at the pool when they are used.
 */
export async function signOutEverywhere(
  context: SignOutContext,
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
      "sign-ins not ended at the user pool",
    );
  }
}
