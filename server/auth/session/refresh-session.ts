import type { AuthContext } from "../context.ts";
import { authUnavailable } from "../../graphql/errors.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import {
  type FamilyToken,
  formatFamilyToken,
  parseFamilyToken,
} from "../../sessions/refresh-token-family.ts";
import { endSession, findSessionOfFamily, touchSession } from "../../sessions/sessions.ts";
import type { SessionRow } from "../../sessions/sessions-table.ts";
import type { Tokens } from "../../user-pool/verbs/authentication.ts";
import { isInconclusive, UserPoolError } from "../../user-pool/user-pool-error.ts";
import { findUserBySub, syncEmail } from "../../users/ensure-user.ts";
import { issueSession, verifyOwn } from "../sign-in/complete-sign-in.ts";
import type { RefreshTokenDelivery } from "./refresh-token-delivery.type.ts";
import { revokeAtPool } from "./revoke-at-pool.ts";
import { SignedIn } from "./session.type.ts";
import { rateLimited, sessionExpired } from "../shared/problems.ts";

/**
 * Refreshes a session, by the given refresh token or by the cookie's. Where there is no session any more, the cookie is
 * gone too.
 *
 * @throws GraphQLError AUTH_UNAVAILABLE where the pool cannot tell; nothing is lost by that.
 */
export async function refreshSession(
  context: AuthContext,
  fromPayload: string | undefined,
): Promise<SignedIn | Rejected> {
  const delivery = fromPayload === undefined ? "COOKIE" : "PAYLOAD";
  const presented = parseFamilyToken(fromPayload ?? context.refreshTokenCookie.read() ?? "");
  const outcome = presented && (await refreshFamily(context, presented, delivery));
  if (outcome) return outcome;
  if (delivery === "COOKIE") context.refreshTokenCookie.clear();
  return new Rejected([sessionExpired()]);
}

/** Undefined where there is no session any more. */
async function refreshFamily(
  context: AuthContext,
  presented: FamilyToken,
  delivery: RefreshTokenDelivery,
): Promise<SignedIn | Rejected | undefined> {
  const session = await findSessionOfFamily(context.db, presented.family);
  if (!session) {
    // It ended here while the pool could not be told; now it can.
    await revokeAtPool(context, presented.refreshToken);
    return undefined;
  }
  const wait = await context.rateLimiter.consume("refreshBySession", presented.family);
  if (wait !== undefined) return new Rejected([rateLimited(wait)]);
  const tokens = await askPool(context, presented.refreshToken);
  if (!tokens) {
    // Whether the pool ended it or somebody used a token that was replaced long ago: no token of the family is good.
    await endSession(context, session);
    return undefined;
  }
  return await renew(context, session, { ...presented, tokens, delivery });
}

async function renew(
  context: AuthContext,
  session: SessionRow,
  {
    family,
    refreshToken: presented,
    tokens: { accessToken, refreshToken = presented, profile },
    delivery,
  }: FamilyToken & { tokens: Tokens; delivery: RefreshTokenDelivery },
): Promise<SignedIn | undefined> {
  const { db, clock, revocations } = context;
  const claims = await verifyOwn(context, accessToken);
  const { originJti: id, sub } = claims;
  const found = await findUserBySub(db, sub);
  const goesOn =
    found !== undefined &&
    !revocations.isRevoked(claims) &&
    (await touchSession(db, clock(), { id, userId: found.id, family }));
  if (!goesOn) {
    // Ended while the pool was asked.
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

/** Undefined where the pool says that the refresh token is no good. */
async function askPool({ userPool }: AuthContext, refreshToken: string): Promise<Tokens | undefined> {
  try {
    return await userPool.refresh({ refreshToken });
  } catch (error) {
    if (!(error instanceof UserPoolError)) throw error;
    if (isInconclusive(error)) throw authUnavailable(error);
    if (error.code === "MISCONFIGURED") throw error;
    return undefined;
  }
}
