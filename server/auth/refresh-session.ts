import type { Context } from "../graphql/context.ts";
import { authUnavailable } from "../graphql/errors.ts";
import { touchSession } from "../sessions/sessions.ts";
import { UserPoolError } from "../user-pool/user-pool-error.ts";
import type { Tokens } from "../user-pool/user-pool.ts";
import { findMember } from "../users/find-member.ts";
import { toViewer } from "../users/viewer.type.ts";
import type { Session } from "./auth-results.type.ts";
import { handOver, verifyOwn } from "./complete-sign-in.ts";

/**
 * Refreshes a session, by the given refresh token or by the cookie's.
 *
 * @returns undefined where there is no session to refresh any more; the cookie is then gone too.
 */
export async function refreshSession(
  context: Context,
  fromPayload: string | undefined,
): Promise<Session | undefined> {
  const delivery = fromPayload === undefined ? "COOKIE" : "PAYLOAD";
  const presented = fromPayload ?? context.refreshTokenCookie.read();
  const session = presented === undefined ? undefined : await exchange(context, presented, delivery);
  if (!session && delivery === "COOKIE") context.refreshTokenCookie.clear();
  return session;
}

async function exchange(
  context: Context,
  presented: string,
  delivery: "COOKIE" | "PAYLOAD",
): Promise<Session | undefined> {
  const { db, clock, userPool } = context;
  const tokens = await askPool(context, presented);
  if (!tokens) return undefined;
  const refreshToken = tokens.refreshToken ?? presented;
  const member = await verifyOwn(context, tokens.accessToken);
  if (!(await touchSession(db, clock(), member.claims.originJti, refreshToken))) {
    // It ended here while the pool could not be told; now it can.
    await userPool.revoke({ refreshToken });
    return undefined;
  }
  const viewer = toViewer(await findMember(context, member));
  return handOver(context, { ...member, refreshToken, delivery, viewer });
}

async function askPool({ userPool }: Context, refreshToken: string): Promise<Tokens | undefined> {
  try {
    return await userPool.refresh({ refreshToken });
  } catch (error) {
    if (!(error instanceof UserPoolError)) throw error;
    if (error.code === "UNAVAILABLE" || error.code === "RATE_LIMITED") throw authUnavailable();
    if (error.code === "MISCONFIGURED") throw error;
    return undefined;
  }
}
