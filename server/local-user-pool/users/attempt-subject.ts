import { poolHmac } from "../pools/pool-hmac.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { simulateUser } from "./simulated-users.ts";

/**
 * The key that attempts are counted under: the user's id, or a hash that is the same for every name of a user who does
 * not exist.
 */
export function subjectOf(pool: UserPool, user: User | undefined, name: string): string {
  return user?.id ?? poolHmac(pool, "nobody", simulateUser(pool, name).username).toString("base64url");
}
