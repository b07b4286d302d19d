import { foldName } from "../settings/pool-settings.ts";
import { poolHmac } from "../pools/pool-hmac.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";

/** Whom attempts are counted for: a user, or the name of one who does not exist. */
export function subjectOf(pool: UserPool, user: User | undefined, name: string): string {
  return user?.id ?? poolHmac(pool, "nobody", foldName(pool.settings, name)).toString("base64url");
}
