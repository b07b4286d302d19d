import type { Context } from "../graphql/context.ts";
import { endSession, findSessionId } from "../sessions/sessions.ts";
import { UserPoolError } from "../user-pool/user-pool-error.ts";

/** Ends the session of the access token, and that of the cookie where it is another one. */
export async function signOut(context: Context): Promise<void> {
  const { db, identity, refreshTokenCookie, revocations, userPool, log } = context;
  const refreshToken = refreshTokenCookie.read();
  const ids = new Set([
    identity.kind === "member" ? identity.claims.originJti : undefined,
    refreshToken === undefined ? undefined : await findSessionId(db, refreshToken),
  ]);
  for (const id of ids) if (id !== undefined) await endSession(db, revocations, id);
  if (refreshToken === undefined) return;
  refreshTokenCookie.clear();
  try {
    await userPool.revoke({ refreshToken });
  } catch (error) {
    // The session has ended here, and its next refresh would tell the pool.
    log.warn(
      { code: error instanceof UserPoolError ? error.code : "UNKNOWN" },
      "the pool was not told of a sign-out",
    );
  }
}
