import { createHmac } from "node:crypto";
import type { UserPool } from "../tables/user-pools-table.ts";

/** A hash that only this pool can compute; the parts are kept apart from each other. */
export function poolHmac(pool: Pick<UserPool, "serverKey">, ...parts: string[]): Buffer {
  return createHmac("sha256", Buffer.from(pool.serverKey, "base64url"))
    .update(JSON.stringify(parts))
    .digest();
}
