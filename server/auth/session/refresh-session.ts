import { eq } from "drizzle-orm";
import { authUnavailable } from "../../graphql/errors.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { rateLimited } from "../../graphql/rate-limited.ts";
import { networksOf } from "../../rate-limit/network-of.ts";
import { endSessions, revokeAtPool } from "../../sessions/end-sessions.ts";
import { hashToken } from "../../sessions/hash-token.ts";
import {
  type FamilyToken,
  formatFamilyToken,
  parseFamilyToken,
} from "../../sessions/refresh-token-family.ts";
import { findSessionOfFamily, type Refresh, setDevice, touchSession } from "../../sessions/sessions.ts";
import type { SessionRow } from "../../sessions/sessions-table.ts";
import { toTokenUse } from "../../sessions/token-use.ts";
import { isInconclusive, UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { Tokens } from "../../user-pool/verbs/authentication.ts";
import { findUserBySub } from "../../users/find-user-by-sub.ts";
import { syncEmail } from "../../users/sync-user.ts";
import { type UserRow, users } from "../../users/users-table.ts";
import type { AuthContext } from "../context.ts";
import { confirmDevice } from "../devices/track-device.ts";
import { sessionExpired, toRejected } from "../shared/problems.ts";
import { issueSession } from "./issue-session.ts";
import type { RefreshTokenDelivery } from "./refresh-token-delivery.type.ts";
import { SignedIn } from "./session.type.ts";
import { verifyIssuedToken } from "./verify-issued-token.ts";

type RefreshContext = Pick<
  AuthContext,
  | "db"
  | "clock"
  | "userPool"
  | "userPoolFor"
  | "confirmAppClient"
  | "address"
  | "tokenVerifier"
  | "revocations"
  | "poolTokens"
  | "revokedTokens"
  | "rateLimiter"
  | "poolProfile"
  | "removeIfGone"
  | "refreshTokenCookie"
  | "telemetry"
  | "userAgent"
  | "log"
>;

/**
 * Refreshes a session, with the given refresh token or the cookie's. The cookie of a session that has ended stays:
 * another response may have replaced it in the meantime, and clearing it would clear the new one.
 *
 * @throws GraphQLError AUTH_UNAVAILABLE if the pool does not respond; the session remains, so the client may
 *   retry.
 */
export async function refreshSession(
  context: RefreshContext,
  tokenOfInput: string | undefined,
): Promise<SignedIn | Rejected> {
  const delivery = tokenOfInput === undefined ? "COOKIE" : "PAYLOAD";
  const presented = parseFamilyToken(tokenOfInput ?? context.refreshTokenCookie.read() ?? "");
  const result = presented && (await refreshFamily(context, presented, delivery));
  return result ?? new Rejected([sessionExpired()]);
}

/** Returns undefined if the session has ended. */
async function refreshFamily(
  context: RefreshContext,
  presented: FamilyToken,
  delivery: RefreshTokenDelivery,
): Promise<SignedIn | Rejected | undefined> {
  const session = await findSessionOfFamily(context.db, presented.family);
  if (!session) {
    if (context.revokedTokens.has(presented)) return undefined;
    const tooMany = await context.rateLimiter.consumeByNetwork(
      "unknownRefreshByAddress",
      networksOf(context.address),
    );
    if (tooMany !== undefined) return new Rejected([rateLimited(tooMany)]);
    // It may have ended here while the pool was out of reach.
    if (await revokeAtPool(context, presented.refreshToken)) context.revokedTokens.add(presented);
    return undefined;
  }
  const wait = await context.rateLimiter.consume("refreshBySession", presented.family);
  if (wait !== undefined) return new Rejected([rateLimited(wait)]);
  // An office refreshes many sessions from one address.
  const userPool = context.userPoolFor({ account: session.userId });
  const use = toTokenUse(session, hashToken(presented.refreshToken), context.clock());
  const tokens =
    use === "reuse" ? undefined : await refreshAtPool({ ...context, userPool }, session, presented, use);
  if (tokens instanceof Rejected) return tokens;
  if (use === "reuse" || !tokens) {
    // The pool has ended the session, or a token was used again, so somebody has a copy: the family ends.
    await endFamily(context, session, presented);
    const [owner] = await context.db.select().from(users).where(eq(users.id, session.userId));
    if (owner) await context.removeIfGone(owner);
    return undefined;
  }
  return await renewSession(context, session, { ...presented, use, tokens, delivery });
}

async function endFamily(
  context: RefreshContext,
  session: SessionRow,
  { refreshToken }: FamilyToken,
): Promise<void> {
  await endSessions(context, [session]);
  // For a session whose newest token is not known here.
  await revokeAtPool(context, refreshToken);
}

type Renewal = FamilyToken & { use: Refresh["use"]; tokens: Tokens; delivery: RefreshTokenDelivery };

async function renewSession(
  context: RefreshContext,
  session: SessionRow,
  { family, refreshToken: presented, use, tokens, delivery }: Renewal,
): Promise<SignedIn | undefined> {
  const { revocations } = context;
  const { accessToken, refreshToken: issued, profile } = tokens;
  const claims = await verifyIssuedToken(context, accessToken);
  const { originJti: id, sub } = claims;
  const found = revocations.isRevoked(claims)
    ? undefined
    : await recordRefresh(context, { id, sub, family, presented, use, issued });
  if (!found) {
    // It ended during the request to the pool.
    await revokeAtPool(context, issued ?? presented);
    return undefined;
  }
  const user = await syncEmail(context, found, profile);
  // The pool keeps track of devices since then.
  const device = await confirmDevice(context, tokens);
  if (device) await setDevice(context.db, id, device.key);
  if (id !== session.id) await revocations.endSessions([{ id: session.id, isOurs: true }]);
  return new SignedIn(
    issueSession(context, {
      member: { kind: "member", claims, accessToken, userId: user.id },
      user,
      refreshToken: formatFamilyToken({ family, refreshToken: issued ?? presented }),
      delivery,
    }),
  );
}

/**
 * Records a refresh. If a concurrent one was recorded first, the token's use is judged again: it is a retry of
 * the same token, or a sibling was used, and the family ends.
 *
 * @returns the session's user; undefined if the session has ended.
 */
async function recordRefresh(context: RefreshContext, refresh: Refresh): Promise<UserRow | undefined> {
  const { db, clock } = context;
  const touched = await touchSession(context, clock(), refresh);
  if (touched) return touched;
  const session = await findSessionOfFamily(db, refresh.family);
  const user = await findUserBySub(db, refresh.sub);
  if (!session || session.userId !== user?.id) return undefined;
  const use = toTokenUse(session, hashToken(refresh.presented), clock());
  if (use !== "reuse") return await touchSession(context, clock(), { ...refresh, use });
  await endSessions(context, [session]);
  return undefined;
}

/** Returns undefined if the pool refuses the refresh token; Rejected if a trigger does, which may pass. */
async function refreshAtPool(
  {
    userPool,
    poolTokens,
    confirmAppClient,
  }: Pick<AuthContext, "userPool" | "poolTokens" | "confirmAppClient">,
  { poolToken, familyHash, deviceKey }: SessionRow,
  { refreshToken: presented }: FamilyToken,
  use: Refresh["use"],
): Promise<Tokens | Rejected | undefined> {
  // The newest token that the pool issued is that of the session. The presented one is that of a sibling, or of
  // a sign-in that was replaced.
  const newest = use === "unrecorded" ? undefined : poolTokens.open(poolToken, familyHash ?? "");
  try {
    return await userPool.refresh({ refreshToken: newest ?? presented, deviceKey: deviceKey ?? undefined });
  } catch (error) {
    if (!(error instanceof UserPoolError)) throw error;
    if (isInconclusive(error)) throw authUnavailable(error);
    if (error.code === "REFUSED_BY_TRIGGER") return toRejected(error);
    // With a wrong secret the pool would refuse every session, and each would end for good.
    await confirmAppClient().catch((reason: unknown) => {
      throw authUnavailable(reason);
    });
    return undefined;
  }
}
