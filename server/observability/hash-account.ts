import { createHmac } from "node:crypto";
import { LRUCache } from "lru-cache";

/** About 2 MB when full. */
const maximumEntries = 10_000;

/**
 * Pseudonyms of accounts for the log: the same on all nodes, and not reversible without the key.
 *
 * @param key derived from the application secret for this purpose alone, so that all nodes compute the same hash.
 */
export function createAccountHash(key: Buffer): (account: string) => string {
  const hashes = new LRUCache<string, string>({ max: maximumEntries });
  return (account) => {
    const known = hashes.get(account);
    if (known !== undefined) return known;
    const hash = createHmac("sha256", key).update(account).digest("base64url").slice(0, 16);
    hashes.set(account, hash);
    return hash;
  };
}
