import { eq } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import type { Database } from "../database/database.ts";
import type { AccessTokenClaims } from "../user-pool/tokens/token-verifier.ts";
import { sessions } from "./sessions-table.ts";
import { startSession } from "./sessions.ts";

/** Whose session a verified token is of, remembered, so that only the first request of a session costs a query. */
export type SessionCache = {
  /** What is remembered of a session; undefined: ask `personOf`. */
  getCachedUserId: (claims: AccessTokenClaims) => string | undefined;
  /**
   * The person's id in our database.
   *
   * @returns undefined for a session of our own app client that is not there, and for an account that was deleted: it
   *   has ended.
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
  /** Our own app client: nobody else can sign in by it. */
  clientId: string;
  /**
   * The row of an account, made where there is none: accounts and sessions made elsewhere come here unannounced.
   * Undefined where the account was deleted here.
   */
  ensureUser: (sub: string, accessToken: string) => Promise<{ id: string } | undefined>;
};

/** About 20 MB when full. */
const remembered = 100_000;

export function createSessionCache({ db, clock, clientId, ensureUser }: SessionCacheOptions): SessionCache {
  const people = new LRUCache<string, string>({ max: remembered });

  async function lookUp(
    { originJti: id, sub, clientId: signedInBy }: AccessTokenClaims,
    accessToken: string,
    userAgent: string | undefined,
  ): Promise<string | undefined> {
    const [row] = await db.select({ userId: sessions.userId }).from(sessions).where(eq(sessions.id, id));
    if (row) return row.userId;
    if (signedInBy === clientId) return undefined;
    const person = await ensureUser(sub, accessToken);
    if (!person) return undefined;
    await startSession(db, clock(), { id, userId: person.id, family: undefined, userAgent });
    return person.id;
  }

  return {
    getCachedUserId: ({ originJti }) => people.get(originJti),
    async resolveUserId(claims, accessToken, userAgent) {
      const known = people.get(claims.originJti);
      if (known !== undefined) return known;
      const found = await lookUp(claims, accessToken, userAgent);
      if (found !== undefined) people.set(claims.originJti, found);
      return found;
    },
  };
}
