import { and, eq, gt, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import type { NewId } from "../../lib/new-id.ts";
import { inTransaction, withRetries } from "../../database/transaction.ts";
import type { UserRow } from "../../users/users-table.ts";
import { activities } from "../model/activities-table.ts";
import { activityColumns, type StoredActivity } from "../model/activity-columns.ts";
import type { ActivityLifetime } from "./activity.input.ts";
import type { ActivityWithAuthor, Audience } from "../model/activity.type.ts";
import { findActivity, readThread } from "../read/find-activity.ts";

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

/** How deep a conversation goes: who reads an activity by its id looks at all that it hangs under. */
const longestThread = 100;

type Writing = { db: Database; clock: () => Date; newId: NewId };

export type NewActivity = {
  message: string;
  expiresIn: ActivityLifetime;
  audience: Audience;
  idempotencyKey: string | undefined;
};

export type NewReply = { activityId: string; message: string; idempotencyKey: string | undefined };

/** Why nothing was written. */
export type NotWritten =
  /** What to reply to has ended, or never was. */
  | "NOT_FOUND"
  /** The same was written before, and has ended since. */
  | "WRITTEN_AND_ENDED"
  /** The idempotency key stands for another text of the same author. */
  | "KEY_TAKEN"
  | "THREAD_TOO_LONG";

/** Writes a post; once, however often it comes with the same idempotency key. */
export async function createActivity(
  { db, clock, newId }: Writing,
  author: UserRow,
  { expiresIn, ...activity }: NewActivity,
): Promise<ActivityWithAuthor | NotWritten> {
  const createdAt = clock();
  const row = {
    ...activity,
    id: newId(),
    authorId: author.id,
    isReply: false,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + lifetimes[expiresIn]),
  };
  const written = await withRetries(async () => await insertOnce(db, row));
  return written ? { ...written, author } : await findWritten(db, row, author);
}

/**
 * Writes a reply; once, however often it comes with the same idempotency key. It is seen by whoever sees what it replies
 * to, and ends with it.
 */
export async function createReply(
  { db, clock, newId }: Writing,
  author: UserRow,
  { activityId, ...reply }: NewReply,
): Promise<ActivityWithAuthor | NotWritten> {
  const createdAt = clock();
  const above = await findActivity(db, activityId, { kind: "member", now: createdAt });
  if (!above) return "NOT_FOUND";
  if (above.isReply && (await readThread(db, activityId, createdAt)).length >= longestThread)
    return "THREAD_TOO_LONG";
  const { audience, expiresAt } = above;
  const row = {
    ...reply,
    id: newId(),
    authorId: author.id,
    isReply: true,
    replyToId: activityId,
    audience,
    createdAt,
    expiresAt,
  };
  try {
    const written = await inTransaction(db, async (tx) => {
      // The count comes first: two that hold the same row for its key and then want to count would wait in a circle.
      if (!(await countReply(tx, activityId, createdAt))) throw new Undo("NOT_FOUND");
      const inserted = await insertOnce(tx, row);
      if (!inserted) throw new Undo("WRITTEN_BEFORE");
      return inserted;
    });
    return { ...written, author };
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
    return error.reason === "NOT_FOUND" ? "NOT_FOUND" : await findWritten(db, row, author);
  }
}

/** Rolls a transaction back. */
class Undo extends Error {
  override name = "Undo";
  constructor(readonly reason: "NOT_FOUND" | "WRITTEN_BEFORE") {
    super(reason);
  }
}

type NewRow = typeof activities.$inferInsert;

/** Undefined where the author's idempotency key is there already. */
async function insertOnce(db: Database, row: NewRow): Promise<StoredActivity | undefined> {
  const [inserted] = await db
    .insert(activities)
    .values(row)
    .onConflictDoNothing({ target: [activities.idempotencyKey, activities.authorId] })
    .returning(activityColumns);
  return inserted;
}

async function countReply(tx: Database, activityId: string, now: Date): Promise<boolean> {
  const counted = await tx
    .update(activities)
    .set({ repliesCount: sql`${activities.repliesCount} + 1` })
    .where(and(eq(activities.id, activityId), gt(activities.expiresAt, now)))
    .returning({ id: activities.id });
  return counted.length > 0;
}

/** What was written before under the same key, if it is the same. */
async function findWritten(
  db: Database,
  row: NewRow & { createdAt: Date; idempotencyKey: string | undefined },
  author: UserRow,
): Promise<ActivityWithAuthor | NotWritten> {
  const [found] = await db
    .select(activityColumns)
    .from(activities)
    .where(and(eq(activities.authorId, author.id), eq(activities.idempotencyKey, row.idempotencyKey ?? "")));
  if (!found || found.expiresAt <= row.createdAt) return "WRITTEN_AND_ENDED";
  const isSame =
    found.message === row.message &&
    found.audience === row.audience &&
    found.replyToId === (row.replyToId ?? null);
  return isSame ? { ...found, author } : "KEY_TAKEN";
}
