import type { Database } from "../database/database.ts";
import type { NewId } from "../database/new-id.ts";
import type { UserRow } from "../users/users-table.ts";
import { activities } from "./activities-table.ts";
import type { ActivityLifetime } from "./activity.input.ts";
import type { ActivityWithAuthor, Audience } from "./activity.type.ts";

const hour = 60 * 60 * 1000;
const lifetimes: Record<ActivityLifetime, number> = {
  ONE_HOUR: hour,
  THREE_HOURS: 3 * hour,
  TWELVE_HOURS: 12 * hour,
  ONE_DAY: 24 * hour,
  THREE_DAYS: 3 * 24 * hour,
  SEVEN_DAYS: 7 * 24 * hour,
  THIRTY_DAYS: 30 * 24 * hour,
};

export type NewActivity = { message: string; expiresIn: ActivityLifetime; audience: Audience };

export async function createActivity(
  { db, clock, newId }: { db: Database; clock: () => Date; newId: NewId },
  author: UserRow,
  { message, expiresIn, audience }: NewActivity,
): Promise<ActivityWithAuthor> {
  const createdAt = clock();
  const [row] = await db
    .insert(activities)
    .values({
      id: newId(),
      authorId: author.id,
      message,
      audience,
      isReply: false,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + lifetimes[expiresIn]),
    })
    .returning();
  if (!row) throw new Error("The insert returned no row.");
  return { ...row, author };
}
