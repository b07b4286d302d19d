import { and, gt, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { inOneStatement } from "../../database/one-statement.ts";
import { preparedStatements } from "../../database/prepared.ts";
import { inTransaction } from "../../database/transaction.ts";
import type { NewId } from "../../lib/new-id.ts";
import { readMayReach } from "../../safety/may-reach.ts";
import { findMember, type MemberId } from "../../users/find-member.ts";
import { users } from "../../users/users-table.ts";
import { activities, type StoredActivity } from "../model/activities-table.ts";
import { type ActivityKey, withBucket } from "../model/bucket.ts";
import { anyMember } from "../model/feed-viewer.ts";
import { hasKey } from "../model/has-key.ts";
import { maximumThreadLength } from "../model/thread-length.ts";
import { insertForActivity } from "../notifications/insert-notifications.ts";
import {
  mentionParameters,
  notifyMentioned,
  notifyReplied,
  readRecipients,
  recipientsOf,
} from "../notifications/notified.ts";
import { findByKey, readThread, withKeyOf } from "../read/find-activity.ts";
import type { WriteContext } from "./create-activity.ts";
import {
  findEarlierWrite,
  insertOnce,
  type NewRow,
  type WriteFailure,
  type Written,
} from "./earlier-write.ts";
import {
  activityResult,
  isTarget,
  readResult,
  resultLength,
  targetParameters,
  visibleActivity,
} from "./visible-activity.ts";

export type NewReply = { activityId: string; message: string; idempotencyKey: string | undefined };

/**
 * Writes a reply, once for all requests with the same idempotency key. It has the audience and expiry of the activity that
 * it replies to.
 *
 * @throws GraphQLError UNAUTHENTICATED if the account was deleted during the request.
 */
export async function createReply(
  { db, clock, newId }: WriteContext,
  member: MemberId,
  { activityId, ...reply }: NewReply,
): Promise<Written | WriteFailure> {
  const createdAt = clock();
  const written = await withKeyOf(db, activityId, async (parent) => {
    const id = withBucket(newId(), parent.bucket);
    return await writeReply(db, { ...reply, id, parent, member, createdAt, newId });
  });
  return written ?? "NOT_FOUND";
}

type Reply = Omit<NewReply, "activityId"> & {
  id: string;
  parent: ActivityKey;
  member: MemberId;
  createdAt: Date;
  /** Makes the ids of notifications. */
  newId: NewId;
};

type Outcome = Written | WriteFailure | undefined;

/** @returns undefined if there is no activity to reply to. */
async function writeReply(db: Database, reply: Reply): Promise<Outcome> {
  return await inOneStatement(db, "create_reply", {
    async inOneStatement() {
      const { id, parent, member, message, idempotencyKey = null, createdAt, newId } = reply;
      const mentions = mentionParameters(message, newId);
      const isMentioning = mentions.handles.length > 0;
      const [row] = await insertReply(db, isMentioning, {
        ...targetParameters(parent, createdAt),
        newId: id,
        authorId: member.userId,
        message,
        idempotencyKey,
        notificationId: newId(),
        ...(isMentioning && mentions),
      });
      if (!row) return undefined;
      const [audience, expiresAt, above, isWritten, recipients] = row.slice(resultLength);
      if (isWritten === true) return { ...readResult(row), recipientIds: readRecipients(recipients) };
      if (Number(above) + 1 >= maximumThreadLength) return "THREAD_TOO_LONG";
      const ofParent = {
        audience: audience === "MEMBERS" ? ("MEMBERS" as const) : ("PUBLIC" as const),
        expiresAt: new Date(String(expiresAt)),
      };
      return await findEarlierWrite(db, toRow(reply, ofParent), member);
    },
    inParts: async () => await writeInParts(db, reply),
    isRepeatable: reply.idempotencyKey !== undefined,
  });
}

function toRow(
  { id, parent, member, message, idempotencyKey, createdAt }: Reply,
  { audience, expiresAt }: Pick<StoredActivity, "audience" | "expiresAt">,
): NewRow {
  const { bucket, id: replyToId } = parent;
  const authorId = member.userId;
  return {
    bucket,
    id,
    authorId,
    message,
    audience,
    isReply: true,
    replyToId,
    idempotencyKey,
    createdAt,
    expiresAt,
  };
}

const authorId = sql`${sql.placeholder("authorId")}::uuid`;

/**
 * The parent is locked first: two requests with the same key that lock their row first would deadlock. It counts the reply
 * only if that was inserted, which an earlier one with the same key prevents.
 */
const insertReply = preparedStatements(
  (isMentioning: boolean) => (isMentioning ? "create_reply_mentioning" : "create_reply"),
  (isMentioning) => sql`with recursive ${visibleActivity({ userId: authorId, lock: true })}, author as (
      select ${users.id}, ${users.handle}, ${users.name}, ${users.bio} from ${users}
      where ${users.id} = ${authorId}
    ), written as (
      insert into ${activities} ("bucket", id, author_id, message, audience, is_reply,
        reply_to_id, idempotency_key, created_at, expires_at)
      select visible.bucket, ${sql.placeholder("newId")}::uuid, author.id, ${sql.placeholder("message")}::text,
        visible.audience, true, visible.id, ${sql.placeholder("idempotencyKey")}::text,
        ${sql.placeholder("now")}::timestamptz, visible.expires_at
      from visible cross join author
      where (select count(*) from above) + 1 < ${sql.raw(String(maximumThreadLength))}
      on conflict do nothing
      returning *
    ), counted as (
      update ${activities} set replies_count = ${activities.repliesCount} + 1 from written where ${isTarget}
    ), replied as (${notifyReplied("visible", "written")}
    )${isMentioning ? sql`, mentioned as (${notifyMentioned("written", "visible")})` : sql``}
    select ${activityResult("written", "author")}, visible.audience, visible.expires_at,
      (select count(*)::int from above), written.id is not null,
      ${isMentioning ? recipientsOf("replied", "mentioned") : recipientsOf("replied")}
    from visible left join written on true left join author on true`,
);

async function writeInParts(db: Database, reply: Reply): Promise<Outcome> {
  const { parent: key, member, createdAt, newId } = reply;
  const author = await findMember({ db }, member);
  const parent = await findByKey(db, key, anyMember(createdAt));
  if (!parent || !(await readMayReach(db, parent.author.id, author.id))) return undefined;
  if (parent.replyToId !== null && (await readThread(db, parent, createdAt)).length >= maximumThreadLength)
    return "THREAD_TOO_LONG";
  const row = toRow(reply, parent);
  try {
    const written = await inTransaction(db, async (tx) => {
      // The parent is locked first: two requests with the same key that lock their row first would deadlock.
      if (!(await countReply(tx, parent, createdAt))) throw new RollbackError("NOT_FOUND");
      const inserted = await insertOnce(tx, row);
      if (!inserted) throw new RollbackError("ALREADY_WRITTEN");
      const recipientIds = await insertForActivity(tx, row, { repliedTo: parent.author.id, newId });
      return { ...inserted, recipientIds };
    });
    return { ...written, author };
  } catch (error) {
    if (!(error instanceof RollbackError)) throw error;
    return error.reason === "NOT_FOUND" ? undefined : await findEarlierWrite(db, row, member);
  }
}

/** Thrown to roll a transaction back. */
class RollbackError extends Error {
  override name = "RollbackError";
  constructor(readonly reason: "NOT_FOUND" | "ALREADY_WRITTEN") {
    super(reason);
  }
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
