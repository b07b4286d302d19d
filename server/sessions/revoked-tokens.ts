import { LRUCache } from "lru-cache";
import { hashToken } from "./hash-token.ts";
import { type FamilyToken, formatFamilyToken } from "./refresh-token-family.ts";

/** Refresh tokens of no session that this node has revoked at the pool, the newest of them. */
export type RevokedTokens = {
  has: (token: FamilyToken) => boolean;
  add: (token: FamilyToken) => void;
};

const remembered = 10_000;

/** A browser keeps the cookie of a session that has ended, and sends it with each page load: once is enough for the pool. */
export function createRevokedTokens(): RevokedTokens {
  const hashes = new LRUCache<string, true>({ max: remembered });
  const hash = (token: FamilyToken): string => hashToken(formatFamilyToken(token));
  return {
    has: (token) => hashes.get(hash(token)) === true,
    add: (token) => void hashes.set(hash(token), true),
  };
}
