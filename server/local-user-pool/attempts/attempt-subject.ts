import { poolHmac } from "../pools/pool-hmac.ts";
import { foldCase } from "../settings/pool-settings.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";

/** The key that attempts are counted under: the user's id, or a hash of a username that does not exist. */
export function subjectOf(pool: UserPool, user: User | undefined, name: string): string {
  return user?.id ?? poolHmac(pool, "nobody", foldCase(pool.settings, name)).toString("base64url");
}
