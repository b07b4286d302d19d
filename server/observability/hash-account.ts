import { createHmac, hkdfSync } from "node:crypto";
import { LRUCache } from "lru-cache";

/** About 2 MB when full. */
const remembered = 10_000;

/**
 * Names accounts in the log without saying who they are: the same on all nodes, and of no use without the key.
 *
 * @param secret that all nodes share; what is used of it here is used nowhere else.
 */
export function createAccountHash(secret: Buffer): (account: string) => string {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "accounts in the log", 32));
  const hashes = new LRUCache<string, string>({ max: remembered });
  return (account) => {
    const known = hashes.get(account);
    if (known !== undefined) return known;
    const hash = createHmac("sha256", key).update(account).digest("base64url").slice(0, 16);
    hashes.set(account, hash);
    return hash;
  };
}
