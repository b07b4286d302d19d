import { and, eq, inArray, ne, notExists, or, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import type { NewId } from "../../lib/new-id.ts";
import { blocks } from "../../safety/blocks-table.ts";
import { mutes } from "../../safety/mutes-table.ts";
import { users } from "../../users/users-table.ts";
import type { StoredActivity } from "../model/activities-table.ts";
import type { ActivityWithAuthor } from "../model/activity.type.ts";
import { mentionedHandles } from "./mentioned-handles.ts";
import { likerColumns, maximumMentioned } from "./notified.ts";
import { notifications } from "./notifications-table.ts";

// The same as `notified.ts`, statement by statement, within the transaction of the write.

type NewActivity = Pick<StoredActivity, "bucket" | "id" | "message" | "createdAt" | "expiresAt"> & {
  authorId: string;
};

/**
 * Notifies the author of what was replied to, and the people whom an activity mentions.
 *
 * @returns the ids of the recipients.
 */
export async function insertForActivity(
  tx: Database,
  { bucket, id: activityId, message, createdAt, expiresAt, authorId }: NewActivity,
  { repliedTo, newId }: { repliedTo?: string; newId: NewId },
): Promise<string[]> {
  const mentioned = (await findMentioned(tx, message, authorId)).filter((id) => id !== repliedTo);
  const isReplyToOther = repliedTo !== undefined && repliedTo !== authorId;
  const recipients = [
    ...(isReplyToOther ? [{ recipientId: repliedTo, kind: "REPLY" as const }] : []),
    ...mentioned.slice(0, maximumMentioned).map((recipientId) => ({ recipientId, kind: "MENTION" as const })),
  ];
  if (recipients.length === 0) return [];
  const activity = { bucket, activityId, createdAt, expiresAt };
  await tx.insert(notifications).values(recipients.map((each) => ({ ...activity, ...each, id: newId() })));
  return recipients.map(({ recipientId }) => recipientId);
}

/** The people whom a message mentions, without its author, in the order of their mention. */
async function findMentioned(tx: Database, message: string, authorId: string): Promise<string[]> {
  const handles = mentionedHandles(message);
  if (handles.length === 0) return [];
  const between = tx
    .select({ blockerId: blocks.blockerId })
    .from(blocks)
    .where(
      or(
        and(eq(blocks.blockerId, users.id), eq(blocks.blockedId, authorId)),
        and(eq(blocks.blockerId, authorId), eq(blocks.blockedId, users.id)),
      ),
    );
  const found = await tx
    .select({ id: users.id, handle: users.handle })
    .from(users)
    .where(and(inArray(users.handle, handles), ne(users.id, authorId), notExists(between)));
  const idOf = new Map(found.map(({ id, handle }) => [handle, id]));
  return handles.flatMap((handle) => idOf.get(handle) ?? []);
}

/** Notifies the author of a liked activity, or renews the notification: see `notifyLiked`. */
export async function insertLiked(
  tx: Database,
  { bucket, id: activityId, expiresAt, author }: ActivityWithAuthor,
  { likedBy, now: createdAt, id }: { likedBy: string; now: Date; id: string },
): Promise<void> {
  const recipientId = author.id;
  if (recipientId === likedBy) return;
  const renewed = { id, createdAt, newestLikerId: likedBy };
  const muted = tx
    .select({ muterId: mutes.muterId })
    .from(mutes)
    .where(and(eq(mutes.muterId, recipientId), eq(mutes.mutedId, likedBy)));
  await tx
    .insert(notifications)
    .values({ bucket, activityId, recipientId, kind: "LIKE", expiresAt, ...renewed })
    .onConflictDoUpdate({
      target: [notifications.bucket, notifications.activityId, notifications.recipientId, notifications.kind],
      set: {
        ...renewed,
        secondLikerId: sql`${notifications.newestLikerId}`,
        thirdLikerId: sql`${notifications.secondLikerId}`,
      },
      setWhere: and(
        ...likerColumns.map((column) => sql`${column} is distinct from ${likedBy}::uuid`),
        notExists(muted),
      ),
    });
}
