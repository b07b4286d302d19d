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

export type VerifiedTokens = TokenVerifier & {
  /** How often a token was known, and how often it was not. */
  lookups: Readonly<{ hits: number; misses: number }>;
};

/**
 * Remembers which tokens were good, since the same one comes with every request of a quarter of an hour and a signature
 * costs more than all else. When a token ends is looked at each time; whether its session has ended is for the
 * revocation list, as ever. What was refused is not remembered.
 *
 * @param clock the application's.
 */
export function rememberVerified(verifier: TokenVerifier, clock: () => Date): VerifiedTokens {
  const verified = new LRUCache<string, AccessTokenClaims>({ max: remembered, ttl: rememberedFor });
  const lookups = { hits: 0, misses: 0 };
  return {
    lookups,
    hydrate: verifier.hydrate,
    async verify(token) {
      const known = verified.get(token);
      if (known === undefined) {
        lookups.misses += 1;
        const claims = await verifier.verify(token);
        verified.set(token, claims);
        return claims;
      }
      lookups.hits += 1;
      if (clock().getTime() / 1000 <= known.expiresAt + allowedClockSkewSeconds) return known;
      verified.delete(token);
      throw new TokenRefusedError("TOKEN_EXPIRED");
    },
  };
}
