import { eq } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import type { Database } from "../database/database.ts";
import type { AccessTokenClaims } from "../user-pool/tokens/token-verifier.ts";
import { sessions } from "./sessions-table.ts";
import { startSession } from "./sessions.ts";

/** Caches the user of each session, so that only the first request of a session costs a query. */
export type SessionCache = {
  /** The user's id, if it is cached. */
  getCachedUserId: (claims: AccessTokenClaims) => string | undefined;
  /**
   * The user's id, from the cache or the database.
   *
   * @param claims of a verified token.
   * @returns undefined if the session has ended: it is of our own app client and has no row, or its account
   *   was deleted.
   */
  resolveUserId: (
    claims: AccessTokenClaims,
    accessToken: string,
    userAgent: string | undefined,
  ) => Promise<string | undefined>;
};

export type SessionCacheOptions = {
  db: Database;
  clock: () => Date;
  /** Our own app client, which signs in only through this API. */
  clientId: string;
  /**
   * The user of an account, created if missing: see `users/ensure-user.ts`. Undefined if the account was
   * deleted.
   */
  ensureUser: (claims: AccessTokenClaims, accessToken: string) => Promise<{ id: string } | undefined>;
};

/** About 20 MB when full. */
const maximumSessions = 100_000;

export function createSessionCache({ db, clock, clientId, ensureUser }: SessionCacheOptions): SessionCache {
  const userIds = new LRUCache<string, string>({ max: maximumSessions });

  async function lookUp(
    claims: AccessTokenClaims,
    accessToken: string,
    userAgent: string | undefined,
  ): Promise<string | undefined> {
    const { originJti: id, clientId: tokenClientId } = claims;
    const [row] = await db.select({ userId: sessions.userId }).from(sessions).where(eq(sessions.id, id));
    if (row) return row.userId;
    if (tokenClientId === clientId) return undefined;
    const user = await ensureUser(claims, accessToken);
    if (!user) return undefined;
    await startSession(db, clock(), { id, userId: user.id, family: undefined, userAgent });
    return user.id;
  }

  return {
    getCachedUserId: ({ originJti }) => userIds.get(originJti),
    async resolveUserId(claims, accessToken, userAgent) {
      const cached = userIds.get(claims.originJti);
      if (cached !== undefined) return cached;
      const found = await lookUp(claims, accessToken, userAgent);
      if (found !== undefined) userIds.set(claims.originJti, found);
      return found;
    },
  };
}
