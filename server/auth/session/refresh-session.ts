import { eq } from "drizzle-orm";
import { authUnavailable } from "../../graphql/errors.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { rateLimited } from "../../graphql/rate-limited.ts";
import { networksOf } from "../../rate-limit/network-of.ts";
import {
  type FamilyToken,
  formatFamilyToken,
  parseFamilyToken,
} from "../../sessions/refresh-token-family.ts";
import { endSession, findSessionOfFamily, touchSession } from "../../sessions/sessions.ts";
import type { SessionRow } from "../../sessions/sessions-table.ts";
import { isInconclusive, UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { Tokens } from "../../user-pool/verbs/authentication.ts";
import { findUserBySub } from "../../users/find-user-by-sub.ts";
import { syncEmail } from "../../users/sync-user.ts";
import { users } from "../../users/users-table.ts";
import type { AuthContext } from "../context.ts";
import { sessionExpired, toRejected } from "../shared/problems.ts";
import { issueSession } from "./issue-session.ts";
import type { RefreshTokenDelivery } from "./refresh-token-delivery.type.ts";
import { revokeAtPool } from "./revoke-at-pool.ts";
import { SignedIn } from "./session.type.ts";
import { verifyIssuedToken } from "./verify-issued-token.ts";

type RefreshContext = Pick<
  AuthContext,
  | "db"
  | "clock"
  | "userPool"
  | "userPoolFor"
  | "address"
  | "tokenVerifier"
  | "revocations"
  | "rateLimiter"
  | "removeIfGone"
  | "refreshTokenCookie"
  | "telemetry"
  | "log"
>;

/**
 * Refreshes a session, with the given refresh token or the cookie's. If the session has ended, the cookie is
 * cleared.
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
  if (result) return result;
  if (delivery === "COOKIE") context.refreshTokenCookie.clear();
  return new Rejected([sessionExpired()]);
}

/** Returns undefined if the session has ended. */
async function refreshFamily(
  context: RefreshContext,
  presented: FamilyToken,
  delivery: RefreshTokenDelivery,
): Promise<SignedIn | Rejected | undefined> {
  const session = await findSessionOfFamily(context.db, presented.family);
  if (!session) {
    const tooMany = await context.rateLimiter.consumeByNetwork(
      "unknownRefreshByAddress",
      networksOf(context.address),
    );
    if (tooMany !== undefined) return new Rejected([rateLimited(tooMany)]);
    // It may have ended here while the pool was out of reach.
    await revokeAtPool(context, presented.refreshToken);
    return undefined;
  }
  const wait = await context.rateLimiter.consume("refreshBySession", presented.family);
  if (wait !== undefined) return new Rejected([rateLimited(wait)]);
  // An office refreshes many sessions from one address.
  const userPool = context.userPoolFor({ account: session.userId });
  const tokens = await refreshAtPool({ userPool }, presented.refreshToken);
  if (tokens instanceof Rejected) return tokens;
  if (!tokens) {
    // Either the pool ended the session, or an old token was used again, so somebody has a copy: the family
    // ends.
    await endSession(context, session);
    const [owner] = await context.db.select().from(users).where(eq(users.id, session.userId));
    if (owner) await context.removeIfGone(owner);
    return undefined;
  }
  return await renewSession(context, session, { ...presented, tokens, delivery });
}

async function renewSession(
  context: RefreshContext,
  session: SessionRow,
  {
    family,
    refreshToken: presented,
    tokens: { accessToken, refreshToken = presented, profile },
    delivery,
  }: FamilyToken & { tokens: Tokens; delivery: RefreshTokenDelivery },
): Promise<SignedIn | undefined> {
  const { db, clock, revocations } = context;
  const claims = await verifyIssuedToken(context, accessToken);
  const { originJti: id, sub } = claims;
  const found = await findUserBySub(db, sub);
  const isActive =
    found !== undefined &&
    !revocations.isRevoked(claims) &&
    (await touchSession(db, clock(), { id, userId: found.id, family }));
  if (!isActive) {
    // It ended during the request to the pool.
    await revokeAtPool(context, refreshToken);
    return undefined;
  }
  const user = await syncEmail(db, found, profile);
  if (id !== session.id) await revocations.endSession(session.id, true);
  return new SignedIn(
    issueSession(context, {
      member: { kind: "member", claims, accessToken, userId: user.id },
      user,
      refreshToken: formatFamilyToken({ family, refreshToken }),
      delivery,
    }),
  );
}

/** Returns undefined if the pool refuses the refresh token; Rejected if a trigger does, which may pass. */
async function refreshAtPool(
  { userPool }: Pick<AuthContext, "userPool">,
  refreshToken: string,
): Promise<Tokens | Rejected | undefined> {
  try {
    return await userPool.refresh({ refreshToken });
  } catch (error) {
    if (!(error instanceof UserPoolError)) throw error;
    if (isInconclusive(error)) throw authUnavailable(error);
    if (error.code === "MISCONFIGURED") throw error;
    if (error.code === "REFUSED_BY_TRIGGER") return toRejected(error);
    return undefined;
  }
}
