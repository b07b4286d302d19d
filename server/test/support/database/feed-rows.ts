import { count, eq, sql } from "drizzle-orm";
import type { Database } from "../../../database/database.ts";
import { createIdGenerator } from "../../../lib/new-id.ts";
import { createActivity } from "../../../feed/write/create-activity.ts";
import { createReply } from "../../../feed/write/create-reply.ts";
import { activities } from "../../../feed/model/activities-table.ts";
import { type ActivityKey, keyOfId, withBucket } from "../../../feed/model/bucket.ts";
import { likes } from "../../../feed/model/likes-table.ts";
import { type UserRow, users } from "../../../users/users-table.ts";

/** Writes the feed's rows without the API. */
export function feedRows(db: Database, clock: () => Date) {
  const newId = createIdGenerator(clock);
  const writing = { db, clock, newId };
  let number = 0;
  const replyRow = (author: UserRow, { bucket, id: replyToId }: ActivityKey) => {
    const createdAt = clock();
    return {
      bucket,
      id: withBucket(newId(), bucket),
      authorId: author.id,
      message: "a reply",
      audience: "PUBLIC" as const,
      isReply: true,
      replyToId,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + 60 * 60 * 1000),
    };
  };
  return {
    newId,
    async person(): Promise<UserRow> {
      number += 1;
      const handle = `person_${number}`;
      const [row] = await db
        .insert(users)
        .values({
          id: newId(),
          sub: handle,
          email: `${handle}@enterprise.example`,
          emailVerified: true,
          name: handle,
          handle,
          createdAt: clock(),
        })
        .returning();
      if (!row) throw new Error("The insert returned no row.");
      return row;
    },
    async post(author: UserRow): Promise<string> {
      const post = { message: "a post", audience: "PUBLIC", expiresIn: "ONE_HOUR" } as const;
      const written = await createActivity(
        writing,
        { userId: author.id },
        { ...post, idempotencyKey: undefined },
      );
      if (typeof written === "string") throw new Error(written);
      return written.id;
    },
    async reply(author: UserRow, activityId: string): Promise<string> {
      const reply = { activityId, message: "a reply", idempotencyKey: undefined };
      const written = await createReply(writing, { userId: author.id }, reply);
      if (typeof written === "string") throw new Error(written);
      return written.id;
    },
    /** Inserts many replies in one statement, without counting them. */
    async replies(author: UserRow, activityId: string, length: number): Promise<string[]> {
      const values = Array.from({ length }, () => replyRow(author, keyOfId(activityId)));
      await db.insert(activities).values(values);
      return values.map(({ id }) => id);
    },
    /** Inserts replies of which each answers the one before, without counting them. Returns the last id. */
    async chain(author: UserRow, activityId: string, length: number): Promise<string> {
      let last = activityId;
      const values = Array.from({ length }, () => {
        const row = replyRow(author, keyOfId(last));
        last = row.id;
        return row;
      });
      await db.insert(activities).values(values);
      return last;
    },
  };
}

/** Counts all rows, visible or not. */
export async function countRows(db: Database): Promise<{ activities: number; likes: number }> {
  const [inActivities] = await db.select({ rows: count() }).from(activities);
  const [inLikes] = await db.select({ rows: count() }).from(likes);
  return { activities: inActivities?.rows ?? 0, likes: inLikes?.rows ?? 0 };
}

/** Activities whose counter columns differ from the rows that they count, without deleted activities. */
export async function wrongCounts(db: Database): Promise<string[]> {
  const rows = await db
    .select({ id: activities.id })
    .from(activities)
    .where(
      sql`${activities.likesCount} <> (select count(*) from likes where likes.bucket = ${activities.bucket} and likes.activity_id = ${activities.id})
      or ${activities.repliesCount} <> (
        select count(*) from activities under
        where under.bucket = ${activities.bucket} and under.reply_to_id = ${activities.id} and under.expires_at > '1970-01-01T00:00:00Z'
      )`,
    );
  return rows.map(({ id }) => id);
}

export async function countsOf(
  db: Database,
  id: string,
): Promise<{ likesCount: number; repliesCount: number }> {
  const { likesCount, repliesCount } = activities;
  const [row] = await db.select({ likesCount, repliesCount }).from(activities).where(eq(activities.id, id));
  if (!row) throw new Error("The activity is gone.");
  return row;
}
