import { LRUCache } from "lru-cache";
import {
  type AccessTokenClaims,
  allowedClockSkewSeconds,
  TokenRefusedError,
  type TokenVerifier,
} from "./token-verifier.ts";

/** About 15 MB when full. */
const remembered = 10_000;
/** Milliseconds: a key that the pool took out of use counts no longer than this. */
const rememberedFor = 5 * 60 * 1000;

export type CachingTokenVerifier = TokenVerifier & {
  /** What is remembered of a token that has not ended; undefined: ask `verify`. */
  getCached: (token: string) => AccessTokenClaims | undefined;
  /** How often a token was known, and how often it was not. */
  lookups: Readonly<{ hits: number; misses: number }>;
};

/**
 * Remembers which tokens were good, since the same one comes with every request of a quarter of an hour and a signature
 * costs more than all else. When a token ends is looked at each time; whether its session has ended is for the
 * revocation list, as ever. What was refused is not remembered.
 *
 * @param clock the application's.
 * @param elapsed milliseconds by a clock that nobody sets.
 */
export function cacheVerifiedTokens(
  verifier: TokenVerifier,
  clock: () => Date,
  elapsed = (): number => performance.now(),
): CachingTokenVerifier {
  const verified = new LRUCache<string, { token: string; claims: AccessTokenClaims; until: number }>({
    max: remembered,
  });
  const lookups = { hits: 0, misses: 0 };

  function find(token: string): AccessTokenClaims | undefined {
    const known = verified.get(keyOf(token));
    return known?.token === token && elapsed() < known.until ? known.claims : undefined;
  }

  function lives({ expiresAt }: AccessTokenClaims): boolean {
    return clock().getTime() / 1000 <= expiresAt + allowedClockSkewSeconds;
  }

  return {
    lookups,
    hydrate: verifier.hydrate,
    getCached(token) {
      const claims = find(token);
      if (claims === undefined || !lives(claims)) return undefined;
      lookups.hits += 1;
      return claims;
    },
    async verify(token) {
      const known = find(token);
      if (known === undefined) {
        lookups.misses += 1;
        const claims = await verifier.verify(token);
        verified.set(keyOf(token), { token, claims, until: elapsed() + rememberedFor });
        return claims;
      }
      lookups.hits += 1;
      if (lives(known)) return known;
      verified.delete(keyOf(token));
      throw new TokenRefusedError("TOKEN_EXPIRED");
    },
  };
}

/** The end of its signature: to find a token by all its thousand characters costs more than to compare them then. */
function keyOf(token: string): string {
  return token.slice(-40);
}
