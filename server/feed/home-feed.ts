import { and, desc, eq, gt, lt } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { users } from "../users/users-table.ts";
import { activities } from "./activities-table.ts";
import type { ActivityWithAuthor } from "./activity.type.ts";

export type HomeFeedPage = {
  /** Who reads: a guest gets PUBLIC activities alone. */
  reader: "guest" | "member";
  /** Activities that end at this time or before are gone. */
  now: Date;
  first: number;
  /** The id of the activity to read on behind. */
  after: string | undefined;
};

/** A page of the home feed, newest first: top-level activities that have not expired. One row more than asked for tells that there is more. */
export async function readHomeFeed(
  db: Database,
  { reader, now, first, after }: HomeFeedPage,
): Promise<ActivityWithAuthor[]> {
  const rows = await db
    .select({
      activity: activities,
      author: { id: users.id, handle: users.handle, name: users.name, bio: users.bio },
    })
    .from(activities)
    .innerJoin(users, eq(users.id, activities.authorId))
    .where(
      and(
        eq(activities.isReply, false),
        gt(activities.expiresAt, now),
        reader === "guest" ? eq(activities.audience, "PUBLIC") : undefined,
        after === undefined ? undefined : lt(activities.id, after),
      ),
    )
    .orderBy(desc(activities.id))
    .limit(first + 1);
  return rows.map(({ activity, author }) => ({ ...activity, author }));
}
