import type { Log } from "../observability/log.ts";
import { isInconclusive, UserPoolError } from "../user-pool/user-pool-error.ts";
import type { UserPool } from "../user-pool/user-pool.ts";
import type { PoolTokens } from "./pool-tokens.ts";
import { endAllSessionsHere, endSessionsHere, findExcessSessions, type SessionStores } from "./sessions.ts";
import type { SessionRow } from "./sessions-table.ts";

type RevokeContext = { userPool: Pick<UserPool, "revoke">; log: Pick<Log, "warn"> };

/** What ending sessions here and at the user pool needs. */
export type EndSessionsContext = SessionStores & RevokeContext & { poolTokens: PoolTokens };

/**
 * Revokes a refresh token at the pool. A failure is only logged: the session has ended here all the same.
 *
 * @returns false if a later attempt may do more.
 */
export async function revokeAtPool({ userPool, log }: RevokeContext, refreshToken: string): Promise<boolean> {
  try {
    await userPool.revoke({ refreshToken });
    return true;
  } catch (error) {
    log.warn(
      { code: error instanceof UserPoolError ? error.code : "UNKNOWN" },
      "refresh token not revoked at the user pool",
    );
    return error instanceof UserPoolError && !isInconclusive(error);
  }
}

/** How many refresh tokens are revoked at once. */
const revocationsAtOnce = 10;

/** Revokes at the pool the sign-ins of sessions whose refresh tokens are known here. */
export async function revokeSessionsAtPool(
  { poolTokens, ...context }: RevokeContext & { poolTokens: PoolTokens },
  ended: Pick<SessionRow, "familyHash" | "poolToken">[],
): Promise<void> {
  const refreshTokens = ended
    .map(({ familyHash, poolToken }) => poolTokens.open(poolToken, familyHash ?? ""))
    .filter((each) => each !== undefined);
  for (let start = 0; start < refreshTokens.length; start += revocationsAtOnce) {
    const batch = refreshTokens.slice(start, start + revocationsAtOnce);
    await Promise.all(batch.map((refreshToken) => revokeAtPool(context, refreshToken)));
  }
}

/** Ends sessions, here and at the pool. */
export async function endSessions(context: EndSessionsContext, ended: SessionRow[]): Promise<void> {
  await endSessionsHere(context, ended);
  await revokeSessionsAtPool(context, ended);
}

/** Ends the oldest sessions of a user who has more than the maximum. */
export async function endExcessSessions(context: EndSessionsContext, userId: string): Promise<void> {
  await endSessions(context, await findExcessSessions(context.db, userId));
}

/**
 * Ends all sessions of an account, here and at the pool, or all but one. Sign-ins by other app clients are
 * refused here, but go on at the pool: only a sign-out of the whole account ends them there.
 */
export async function endAllSessions(
  context: EndSessionsContext,
  user: { id: string; sub: string },
  exempt?: string,
): Promise<void> {
  await revokeSessionsAtPool(context, await endAllSessionsHere(context, user, exempt));
}
