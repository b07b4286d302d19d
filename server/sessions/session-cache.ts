import { LRUCache } from "lru-cache";
import type { MemberClaims } from "../user-pool/tokens/access-token-claims.ts";
import { endExcessSessions, type EndSessionsContext } from "./end-sessions.ts";
import { findSignIn } from "./find-sign-in.ts";
import type { RevocationList } from "./revocation-list.ts";
import { startSession } from "./sessions.ts";

/** Caches the user of each session, so that only the first request of a session costs a query. */
export type SessionCache = {
  /** The user's id, if it is cached. */
  getCachedUserId: (claims: MemberClaims) => string | undefined;
  /**
   * The user's id, from the cache or the database.
   *
   * @param claims of a verified token.
   * @returns undefined if the session has ended: it is of our own app client and has no row, or its account
   *   was deleted.
   */
  resolveUserId: (
    claims: MemberClaims,
    accessToken: string,
    userAgent: string | undefined,
  ) => Promise<string | undefined>;
};

export type SessionCacheOptions = EndSessionsContext & {
  revocations: Pick<RevocationList, "onEnded">;
  clock: () => Date;
  /** Our own app client, which signs in only through this API. */
  clientId: string;
  /**
   * The user of an account that has signed in by another app client: see `users/sync-user.ts`. Undefined if the
   * account was deleted.
   */
  syncUser: (claims: MemberClaims, accessToken: string) => Promise<{ id: string } | undefined>;
};

/** About 20 MB when full. */
const maximumSessions = 100_000;

export function createSessionCache({
  clock,
  clientId,
  syncUser,
  ...context
}: SessionCacheOptions): SessionCache {
  const { db, revocations } = context;
  const userIds = new LRUCache<string, string>({ max: maximumSessions });
  let endings = 0;
  revocations.onEnded((id) => {
    endings += 1;
    userIds.delete(id);
  });

  async function lookUp(
    claims: MemberClaims,
    accessToken: string,
    userAgent: string | undefined,
  ): Promise<string | undefined> {
    const { originJti: id, clientId: tokenClientId } = claims;
    const { sessionUserId, wasEnded } = await findSignIn(db, id);
    if (sessionUserId !== null) return sessionUserId;
    if (tokenClientId === clientId || wasEnded) return undefined;
    const userId = (await syncUser(claims, accessToken))?.id;
    if (userId === undefined) return undefined;
    await startSession(context, clock(), { id, userId, refresh: undefined, userAgent });
    await endExcessSessions(context, userId);
    return userId;
  }

  return {
    getCachedUserId: ({ originJti }) => userIds.get(originJti),
    async resolveUserId(claims, accessToken, userAgent) {
      const cached = userIds.get(claims.originJti);
      if (cached !== undefined) return cached;
      const endingsBefore = endings;
      const found = await lookUp(claims, accessToken, userAgent);
      // A session that ended during the look-up must not be cached.
      if (found !== undefined && endings === endingsBefore) userIds.set(claims.originJti, found);
      return found;
    },
  };
}
