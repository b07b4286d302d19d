import { like, not } from "drizzle-orm";
import { users } from "./users-table.ts";

/** The people of the example feed, and those of `npm run seed`, have no account at the pool: `seed:` begins their `sub`. */
const prefix = "seed:";

export function isExample({ sub }: { sub: string }): boolean {
  return sub.startsWith(prefix);
}

/** The SQL condition for all other users. */
export const hasAccount = not(like(users.sub, `${prefix}%`));
