import { createHmac } from "node:crypto";
import type { UserPool } from "../tables/user-pools-table.ts";

/** HMAC-SHA256 under the pool's key. The parts are encoded unambiguously. */
export function poolHmac(pool: Pick<UserPool, "serverKey">, ...parts: string[]): Buffer {
  return createHmac("sha256", Buffer.from(pool.serverKey, "base64url"))
    .update(JSON.stringify(parts))
    .digest();
}
