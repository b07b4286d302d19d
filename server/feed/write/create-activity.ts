import { and, eq, gt, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { inTransaction, withRetries } from "../../database/transaction.ts";
import type { NewId } from "../../lib/new-id.ts";
import type { UserRow } from "../../users/users-table.ts";
import type { FeedContext } from "../context.ts";
import { activities, activityColumns, deletedAt, type StoredActivity } from "../model/activities-table.ts";
import type { ActivityWithAuthor, Audience } from "../model/activity.type.ts";
import { type ActivityKey, bucketOfIdempotencyKey, keyOfId, withBucket } from "../model/bucket.ts";
import { hasKey } from "../model/has-key.ts";
import { findActivity, readThread } from "../read/find-activity.ts";
import type { ActivityLifetime } from "./activity-lifetime.ts";

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

/** Reading an activity by its id reads every activity above it, so threads must be bounded. */
const maximumThreadLength = 100;

type WriteContext = Pick<FeedContext, "db" | "clock" | "newId">;

export type NewActivity = {
  message: string;
  expiresIn: ActivityLifetime;
  audience: Audience;
  idempotencyKey: string | undefined;
};

export type NewReply = { activityId: string; message: string; idempotencyKey: string | undefined };

/** Why nothing was written. */
export type WriteFailure =
  /** The activity to reply to has expired, was deleted or never existed. */
  | "NOT_FOUND"
  /** It was written by an earlier request with the same idempotency key, and has expired since. */
  | "WRITTEN_AND_EXPIRED"
  /**
   * The author used the idempotency key for another post, or for another reply in the thread: another text, audience,
   * lifetime or parent.
   */
  | "KEY_TAKEN"
  | "THREAD_TOO_LONG";

/** Writes a post, once for all requests with the same idempotency key. */
export async function createActivity(
  { db, clock, newId }: WriteContext,
  author: UserRow,
  { expiresIn, ...activity }: NewActivity,
): Promise<ActivityWithAuthor | WriteFailure> {
  const createdAt = clock();
  const row = {
    ...activity,
    ...newPostKey(newId, author.id, activity.idempotencyKey),
    authorId: author.id,
    isReply: false,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + lifetimes[expiresIn]),
  };
  const written = await withRetries(async () => await insertOnce(db, row));
  return written ? { ...written, author } : await findEarlierWrite(db, row, author);
}

/** A post that is sent again has the bucket of the first one, where the database finds its idempotency key. */
function newPostKey(newId: NewId, authorId: string, idempotencyKey: string | undefined): ActivityKey {
  const id = newId();
  if (idempotencyKey === undefined) return keyOfId(id);
  const bucket = bucketOfIdempotencyKey(authorId, idempotencyKey);
  return { bucket, id: withBucket(id, bucket) };
}

/**
 * Writes a reply, once for all requests with the same idempotency key. It has the audience and expiry of the activity that
 * it replies to.
 */
export async function createReply(
  { db, clock, newId }: WriteContext,
  author: UserRow,
  { activityId, ...reply }: NewReply,
): Promise<ActivityWithAuthor | WriteFailure> {
  const createdAt = clock();
  const parent = await findActivity(db, activityId, { kind: "member", now: createdAt });
  if (!parent) return "NOT_FOUND";
  if (parent.replyToId !== null && (await readThread(db, parent, createdAt)).length >= maximumThreadLength)
    return "THREAD_TOO_LONG";
  const { bucket, audience, expiresAt } = parent;
  const row = {
    ...reply,
    bucket,
    id: withBucket(newId(), bucket),
    authorId: author.id,
    isReply: true,
    replyToId: activityId,
    audience,
    createdAt,
    expiresAt,
  };
  try {
    const written = await inTransaction(db, async (tx) => {
      // The parent is locked first: two requests with the same key that lock their row first would deadlock.
      if (!(await countReply(tx, parent, createdAt))) throw new RollbackError("NOT_FOUND");
      const inserted = await insertOnce(tx, row);
      if (!inserted) throw new RollbackError("ALREADY_WRITTEN");
      return inserted;
    });
    return { ...written, author };
  } catch (error) {
    if (!(error instanceof RollbackError)) throw error;
    return error.reason === "NOT_FOUND" ? "NOT_FOUND" : await findEarlierWrite(db, row, author);
  }
}

/** Thrown to roll a transaction back. */
class RollbackError extends Error {
  override name = "RollbackError";
  constructor(readonly reason: "NOT_FOUND" | "ALREADY_WRITTEN") {
    super(reason);
  }
}

type NewRow = typeof activities.$inferInsert;

/** Undefined if the author has used the idempotency key before. */
async function insertOnce(db: Database, row: NewRow): Promise<StoredActivity | undefined> {
  const [inserted] = await db.insert(activities).values(row).onConflictDoNothing().returning(activityColumns);
  return inserted;
}

/** Adds one to the replies of an activity; false if it has expired. */
async function countReply(tx: Database, parent: ActivityKey, now: Date): Promise<boolean> {
  const counted = await tx
    .update(activities)
    .set({ repliesCount: sql`${activities.repliesCount} + 1` })
    .where(and(hasKey(parent), gt(activities.expiresAt, now)))
    .returning({ id: activities.id });
  return counted.length > 0;
}

/** The activity that was written before with the same key, if it is the same activity. */
async function findEarlierWrite(
  db: Database,
  row: NewRow & { createdAt: Date; expiresAt: Date; idempotencyKey: string | undefined },
  author: UserRow,
): Promise<ActivityWithAuthor | WriteFailure> {
  const [found] = await db
    .select(activityColumns)
    .from(activities)
    .where(
      and(
        eq(activities.bucket, row.bucket),
        eq(activities.authorId, author.id),
        eq(activities.idempotencyKey, row.idempotencyKey ?? ""),
      ),
    );
  if (!found) return "WRITTEN_AND_EXPIRED";
  // First of all: whoever sends another activity must not read that this one was written.
  if (!isSameActivity(found, row)) return "KEY_TAKEN";
  return found.expiresAt <= row.createdAt ? "WRITTEN_AND_EXPIRED" : { ...found, author };
}

/** Compares all that clients choose. A deleted activity has lost its lifetime, a reply has that of its parent. */
function isSameActivity(found: StoredActivity, row: NewRow & { createdAt: Date; expiresAt: Date }): boolean {
  const hasSameLifetime =
    row.isReply || found.expiresAt.getTime() === deletedAt.getTime() || lifetimeOf(found) === lifetimeOf(row);
  return (
    found.message === row.message &&
    found.audience === row.audience &&
    found.replyToId === (row.replyToId ?? null) &&
    hasSameLifetime
  );
}

function lifetimeOf({ createdAt, expiresAt }: { createdAt: Date; expiresAt: Date }): number {
  return expiresAt.getTime() - createdAt.getTime();
}
