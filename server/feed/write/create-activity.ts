import { sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { inOneStatement } from "../../database/one-statement.ts";
import { preparedStatements } from "../../database/prepared.ts";
import type { RawRow } from "../../database/row-positions.ts";
import { inTransaction, withRetries } from "../../database/transaction.ts";
import { type Counting, TooOften } from "../../rate-limit/counting-part.ts";
import type { NewId } from "../../lib/new-id.ts";
import { findMember, type MemberId } from "../../users/find-member.ts";
import { users } from "../../users/users-table.ts";
import type { FeedContext } from "../context.ts";
import { activities } from "../model/activities-table.ts";
import type { Audience } from "../model/activity.type.ts";
import { type ActivityKey, bucketOfIdempotencyKey, keyOfId, withBucket } from "../model/bucket.ts";
import { insertForActivity } from "../notifications/insert-notifications.ts";
import {
  mentionParameters,
  notifyMentioned,
  readRecipients,
  recipientsOf,
} from "../notifications/notified.ts";
import type { ActivityLifetime } from "./activity-lifetime.ts";
import {
  findEarlierWrite,
  insertOnce,
  type NewRow,
  type WriteFailure,
  type Written,
} from "./earlier-write.ts";
import { activityResult, readResult, resultLength, returnedResult } from "./visible-activity.ts";

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

export type WriteContext = Pick<FeedContext, "db" | "clock" | "newId">;

export type NewActivity = {
  message: string;
  expiresIn: ActivityLifetime;
  audience: Audience;
  idempotencyKey: string | undefined;
};

/**
 * Writes a post, once for all requests with the same idempotency key.
 *
 * @param counting counts it for the limits; absent: it was counted before.
 * @returns TooOften only where it counts.
 * @throws GraphQLError UNAUTHENTICATED if the account was deleted during the request.
 */
export async function createActivity(
  context: WriteContext,
  member: MemberId,
  activity: NewActivity,
): Promise<Written | WriteFailure>;
export async function createActivity(
  context: WriteContext,
  member: MemberId,
  activity: NewActivity,
  counting: Counting | undefined,
): Promise<Written | WriteFailure | TooOften>;
export async function createActivity(
  { db, clock, newId }: WriteContext,
  member: MemberId,
  { expiresIn, ...activity }: NewActivity,
  counting?: Counting,
): Promise<Written | WriteFailure | TooOften> {
  const createdAt = clock();
  const row: NewRow = {
    ...activity,
    ...newPostKey(newId, member.userId, activity.idempotencyKey),
    authorId: member.userId,
    isReply: false,
    replyToId: null,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + lifetimes[expiresIn]),
  };
  const post = { row, newId, mentions: mentionParameters(row.message, newId) };
  const written = counting ? await insertCounted(db, post, counting) : await insert(db, post, member);
  return written ?? (await findEarlierWrite(db, row, member));
}

type NewPost = { row: NewRow; newId: NewId; mentions: Mentions };

type Mentions = ReturnType<typeof mentionParameters>;

const isMentioning = ({ handles }: Mentions): boolean => handles.length > 0;

async function insert(db: Database, post: NewPost, member: MemberId): Promise<Written | undefined> {
  const { row, newId, mentions } = post;
  return await inOneStatement(db, "create_activity", {
    async inOneStatement() {
      const [inserted] = await insertPost(db, isMentioning(mentions), toParameters(post));
      return inserted && readWritten(inserted);
    },
    async inParts() {
      const author = await findMember({ db }, member);
      const inserted = await (isMentioning(mentions)
        ? inTransaction(db, async (tx) => {
            const written = await insertOnce(tx, row);
            return written && { ...written, recipientIds: await insertForActivity(tx, row, { newId }) };
          })
        : withRetries(async () => await insertOnce(db, row)));
      return inserted && { recipientIds: [], ...inserted, author };
    },
    isRepeatable: row.idempotencyKey !== undefined,
  });
}

async function insertCounted(
  db: Database,
  post: NewPost,
  counting: Counting,
): Promise<Written | TooOften | undefined> {
  const parameters = { ...toParameters(post), ...counting.parameters };
  const [result] = await insertPostCounted(
    db,
    { counting, mentioning: isMentioning(post.mentions) },
    parameters,
  );
  if (!result) throw new Error("The verdict has no row.");
  const wait = counting.toWait(result.slice(0, verdictLength));
  if (wait !== undefined) return new TooOften(wait);
  const inserted = result.slice(verdictLength);
  return inserted[0] === null ? undefined : readWritten(inserted);
}

function readWritten(row: RawRow): Written {
  return { ...readResult(row), recipientIds: readRecipients(row[resultLength]) };
}

function toParameters({ row, mentions }: NewPost): Record<string, unknown> {
  return {
    ...row,
    idempotencyKey: row.idempotencyKey ?? null,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    ...(isMentioning(mentions) && mentions),
  };
}

/** A post that is sent again has the bucket of the first one, where the database finds its idempotency key. */
function newPostKey(newId: NewId, authorId: string, idempotencyKey: string | undefined): ActivityKey {
  const id = newId();
  if (idempotencyKey === undefined) return keyOfId(id);
  const bucket = bucketOfIdempotencyKey(authorId, idempotencyKey);
  return { bucket, id: withBucket(id, bucket) };
}

const author = sql`select ${users.id}, ${users.handle}, ${users.name}, ${users.bio} from ${users}`;
const isAuthor = sql`${users.id} = ${sql.placeholder("authorId")}`;

/** Without a user there is no row to insert, which is no error that a retry could mend. */
const insertion = sql`insert into ${activities} ("bucket", id, author_id, message, audience, is_reply,
      idempotency_key, created_at, expires_at)
    select ${sql.placeholder("bucket")}::smallint, ${sql.placeholder("id")}::uuid, author.id,
      ${sql.placeholder("message")}::text, ${sql.placeholder("audience")}::text, false,
      ${sql.placeholder("idempotencyKey")}::text,
      ${sql.placeholder("createdAt")}::timestamptz, ${sql.placeholder("expiresAt")}::timestamptz
    from author
    on conflict do nothing`;

const notified = sql`mentioned as (${notifyMentioned("written")})`;

const insertPost = preparedStatements(
  (mentioning: boolean) => (mentioning ? "create_activity_mentioning" : "create_activity"),
  (mentioning) =>
    mentioning
      ? sql`with author as (${author} where ${isAuthor}), written as (${insertion} returning *), ${notified}
          select ${activityResult("written", "author")}, ${recipientsOf("mentioned")}
          from written cross join author`
      : sql`with author as (${author} where ${isAuthor}) ${insertion} returning ${returnedResult("author")}`,
);

const verdictLength = 3;

type CountedVariant = { counting: Counting; mentioning: boolean };

const insertPostCounted = preparedStatements(
  ({ counting: { length }, mentioning }: CountedVariant) =>
    `create_activity_counted_${length}${mentioning ? "_mentioning" : ""}`,
  ({ counting: { tables }, mentioning }) => sql`with ${tables()}, author as (
      ${author} cross join permitted where ${isAuthor}
    ), written as (
      ${insertion} returning *
    )${mentioning ? sql`, ${notified}` : sql``}
    select verdict.counter, verdict.points, verdict.seconds, ${activityResult("written", "author")}
      ${mentioning ? sql`, ${recipientsOf("mentioned")}` : sql``}
    from verdict left join written on true left join author on true`,
  // Counters are locked for the time of a statement; the author, only while the account is deleted.
  { isBriefWrite: true },
);
