import { LRUCache } from "lru-cache";
import { type AccessTokenClaims, allowedClockSkewSeconds } from "./access-token-claims.ts";
import { TokenRefusedError } from "./token-refused-error.ts";
import type { TokenVerifier } from "./token-verifier.ts";

/** Characters of tokens: about ten thousand of the usual size, and 20 MB when full. */
const cacheSize = 15_000_000;
/** The rest of an entry, in characters. */
const entryOverhead = 500;
/** The longest that tokens of a key which the pool has withdrawn are accepted. */
const cacheTtlMs = 5 * 60 * 1000;

export type CachingTokenVerifier = TokenVerifier & {
  /** The cached claims of a token that has not expired; if undefined, call `verify`. */
  getCached: (token: string) => AccessTokenClaims | undefined;
  /** Cache hits and misses. */
  lookups: Readonly<{ hits: number; misses: number }>;
};

/**
 * Caches verified tokens: a client sends the same token for a quarter of an hour, and verifying its signature costs more
 * than the rest of a request. Expiry is checked each time, and revocation by the revocation list. Refused tokens are not
 * cached.
 *
 * @param clock the application's.
 * @param now monotonic clock, in milliseconds.
 */
export function cacheVerifiedTokens(
  verifier: TokenVerifier,
  clock: () => Date,
  now = (): number => performance.now(),
): CachingTokenVerifier {
  const verified = new LRUCache<string, { token: string; claims: AccessTokenClaims; expiresAt: number }>({
    maxSize: cacheSize,
    sizeCalculation: ({ token }) => token.length + entryOverhead,
  });
  const lookups = { hits: 0, misses: 0 };

  function find(token: string): AccessTokenClaims | undefined {
    const known = verified.get(keyOf(token));
    return known?.token === token && now() < known.expiresAt ? known.claims : undefined;
  }

  function isUnexpired({ expiresAt }: AccessTokenClaims): boolean {
    return clock().getTime() / 1000 <= expiresAt + allowedClockSkewSeconds;
  }

  return {
    lookups,
    hydrate: verifier.hydrate,
    verifyId: verifier.verifyId,
    issuer: verifier.issuer,
    getCached(token) {
      const claims = find(token);
      if (claims === undefined || !isUnexpired(claims)) return undefined;
      lookups.hits += 1;
      return claims;
    },
    async verify(token) {
      const known = find(token);
      if (known === undefined) {
        lookups.misses += 1;
        const claims = await verifier.verify(token);
        verified.set(keyOf(token), { token, claims, expiresAt: now() + cacheTtlMs });
        return claims;
      }
      lookups.hits += 1;
      if (isUnexpired(known)) return known;
      verified.delete(keyOf(token));
      throw new TokenRefusedError("TOKEN_EXPIRED", "EXPIRED");
    },
  };
}

/** The end of the signature: hashing all thousand characters of a token costs more than comparing them once. */
function keyOf(token: string): string {
  return token.slice(-40);
}
