import type { Context } from "../graphql/context.ts";
import { authUnavailable } from "../graphql/errors.ts";
import { touchSession } from "../sessions/sessions.ts";
import { UserPoolError } from "../user-pool/user-pool-error.ts";
import type { Tokens } from "../user-pool/user-pool.ts";
import { findMember } from "../users/find-member.ts";
import { toViewer } from "../users/viewer.type.ts";
import type { Session } from "./auth-results.type.ts";
import { handOver, verifyOwn } from "./complete-sign-in.ts";
import { revokeAtPool } from "./revoke-at-pool.ts";

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
  const isToken = presented !== undefined && /^[\x21-\x7e]+$/.test(presented);
  const session = isToken ? await exchange(context, presented, delivery) : undefined;
  if (!session && delivery === "COOKIE") context.refreshTokenCookie.clear();
  return session;
}

async function exchange(
  context: Context,
  presented: string,
  delivery: "COOKIE" | "PAYLOAD",
): Promise<Session | undefined> {
  const { db, clock, revocations } = context;
  const tokens = await askPool(context, presented);
  if (!tokens) return undefined;
  const refreshToken = tokens.refreshToken ?? presented;
  const member = await verifyOwn(context, tokens.accessToken);
  const { originJti } = member.claims;
  if (revocations.has(originJti) || !(await touchSession(db, clock(), originJti, refreshToken))) {
    // It ended here while the pool could not be told; now it can.
    await revokeAtPool(context, refreshToken);
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
