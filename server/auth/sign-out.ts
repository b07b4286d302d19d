import { type Context, memberOrGuest } from "../graphql/context.ts";
import { endSession, findSessionId } from "../sessions/sessions.ts";
import { revokeAtPool } from "./revoke-at-pool.ts";

/**
 * Ends the session of the access token, and that of the cookie where it is another one.
 *
 * @throws GraphQLError where there is neither a cookie nor an access token that can be told to be somebody's: to say
 *   that it has ended would not be true.
 */
export async function signOut(context: Context): Promise<void> {
  const { db, identity, refreshTokenCookie, revocations } = context;
  const refreshToken = refreshTokenCookie.read();
  if (refreshToken === undefined) memberOrGuest(context);
  const ids = new Set([
    identity.kind === "member" ? identity.claims.originJti : undefined,
    refreshToken === undefined ? undefined : await findSessionOf(context, refreshToken),
  ]);
  for (const id of ids) if (id !== undefined) await endSession(db, revocations, id);
  if (refreshToken === undefined) return;
  refreshTokenCookie.clear();
  await revokeAtPool(context, refreshToken);
}

/** The session of a refresh token; of one that was replaced a moment ago and is still good, the pool knows. */
async function findSessionOf(
  { db, userPool, tokenVerifier }: Context,
  refreshToken: string,
): Promise<string | undefined> {
  const known = await findSessionId(db, refreshToken);
  if (known !== undefined) return known;
  try {
    const { accessToken } = await userPool.refresh({ refreshToken });
    return (await tokenVerifier.verify(accessToken)).originJti;
  } catch {
    // No session is to be had by this token, so there is none to end.
    return undefined;
  }
}
