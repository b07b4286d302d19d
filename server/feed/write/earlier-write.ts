import { and, eq } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { findMember, type MemberId } from "../../users/find-member.ts";
import { activities, activityColumns, deletedAt, type StoredActivity } from "../model/activities-table.ts";
import type { ActivityWithAuthor } from "../model/activity.type.ts";

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

/** What was written, now or by an earlier request. */
export type Written = ActivityWithAuthor & {
  /** Whom it notified now. */
  recipientIds: readonly string[];
};

/** An activity to write. */
export type NewRow = Pick<
  StoredActivity,
  "bucket" | "id" | "message" | "audience" | "createdAt" | "expiresAt"
> & {
  authorId: string;
  isReply: boolean;
  replyToId: string | null;
  idempotencyKey: string | undefined;
};

/** Undefined if the author has used the idempotency key before. */
export async function insertOnce(db: Database, row: NewRow): Promise<StoredActivity | undefined> {
  const [inserted] = await db.insert(activities).values(row).onConflictDoNothing().returning(activityColumns);
  return inserted;
}

/**
 * The activity that was written before with the same key, if it is the same activity.
 *
 * @throws GraphQLError UNAUTHENTICATED if the account was deleted: then nothing was written before.
 */
export async function findEarlierWrite(
  db: Database,
  row: NewRow,
  member: MemberId,
): Promise<Written | WriteFailure> {
  const author = await findMember({ db }, member);
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
  return found.expiresAt <= row.createdAt ? "WRITTEN_AND_EXPIRED" : { ...found, author, recipientIds: [] };
}

/** Compares all that clients choose. A deleted activity has lost its lifetime, a reply has that of its parent. */
function isSameActivity(found: StoredActivity, row: NewRow): boolean {
  const hasSameLifetime =
    row.isReply || found.expiresAt.getTime() === deletedAt.getTime() || lifetimeOf(found) === lifetimeOf(row);
  return (
    found.message === row.message &&
    found.audience === row.audience &&
    found.replyToId === row.replyToId &&
    hasSameLifetime
  );
}

function lifetimeOf({ createdAt, expiresAt }: { createdAt: Date; expiresAt: Date }): number {
  return expiresAt.getTime() - createdAt.getTime();
}
