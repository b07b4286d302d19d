import { memberOrGuest, requireMember } from "../../graphql/context.ts";
import type { Member } from "../../graphql/identity.ts";
import { hasUnprintable } from "../../lib/plain-text.ts";
import { networksOf } from "../../rate-limit/network-of.ts";
import { endSessions, revokeAtPool } from "../../sessions/end-sessions.ts";
import { parseFamilyToken } from "../../sessions/refresh-token-family.ts";
import { findSessionOf, findSessionOfFamily } from "../../sessions/sessions.ts";
import { forgetDevice } from "../devices/forget-devices.ts";
import type { AuthContext } from "../context.ts";

type EndContext = Pick<AuthContext, "db" | "revocations" | "poolTokens" | "userPool" | "log">;
type SignOutContext = EndContext &
  Pick<AuthContext, "identity" | "refreshTokenCookie" | "rateLimiter" | "address">;

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
  if (session) await endSessions(context, [session]);
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
  context: EndContext,
  { claims: { originJti }, userId }: Member,
): Promise<void> {
  const session = await findSessionOf(context.db, userId, originJti);
  if (session) await endSessions(context, [session]);
  // A concurrent request has ended it. Ending it twice does no harm.
  else await context.revocations.endSessions([{ id: originJti, isOurs: false }]);
}

/**
 * Ends one session of the member who sends the request, and forgets its device if that is remembered.
 *
 * @returns false if they have no such session.
 */
export async function revokeSession(
  context: EndContext & Pick<AuthContext, "identity">,
  sessionId: string,
): Promise<boolean> {
  const { userId, claims } = requireMember(context);
  if (hasUnprintable(sessionId)) return false;
  const session = await findSessionOf(context.db, userId, sessionId);
  if (session) await endSessions(context, [session]);
  if (typeof session?.deviceKey === "string")
    await forgetDevice(context, { id: userId, sub: claims.sub }, { deviceKey: session.deviceKey });
  return session !== undefined;
}
