import { and, eq, inArray, ne, or } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { likenessOf, plainSpellings } from "./likeness.ts";
import { users } from "./users-table.ts";

/** More than there are plain spellings. */
const maximumFound = 10;

/** No person. */
const nobody = "00000000-0000-0000-0000-000000000000";

/**
 * Whether somebody else has the same name and a handle that looks the same. Either alone is no imitation: there are
 * namesakes, and handles that are similar by chance. Users from before likenesses were stored are found by their handle,
 * where it is a plain spelling of the given one.
 *
 * @param ownId the user who wants both; absent for a new one.
 */
export async function hasLookalike(
  db: Database,
  wanted: { handle: string; name: string },
  ownId = nobody,
): Promise<boolean> {
  const likeness = likenessOf(wanted);
  // Whoever has the very handle is found when it is reserved.
  const isOther = and(ne(users.id, ownId), ne(users.handle, wanted.handle));
  const found = await db
    .select({ handle: users.handle, name: users.name })
    .from(users)
    .where(
      and(or(eq(users.likeness, likeness), inArray(users.handle, plainSpellings(wanted.handle))), isOther),
    )
    .limit(maximumFound);
  return found.some((other) => likenessOf(other) === likeness);
}
