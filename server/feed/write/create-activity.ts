import { sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { inOneStatement } from "../../database/one-statement.ts";
import { preparedStatement, preparedStatements } from "../../database/prepared.ts";
import { withRetries } from "../../database/transaction.ts";
import { type Counting, TooOften } from "../../rate-limit/counting-part.ts";
import type { NewId } from "../../lib/new-id.ts";
import { findMember, type MemberId } from "../../users/find-member.ts";
import { users } from "../../users/users-table.ts";
import type { FeedContext } from "../context.ts";
import { activities } from "../model/activities-table.ts";
import type { ActivityWithAuthor, Audience } from "../model/activity.type.ts";
import { type ActivityKey, bucketOfIdempotencyKey, keyOfId, withBucket } from "../model/bucket.ts";
import type { ActivityLifetime } from "./activity-lifetime.ts";
import { findEarlierWrite, insertOnce, type NewRow, type WriteFailure } from "./earlier-write.ts";
import { activityResult, readResult, returnedResult } from "./visible-activity.ts";

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
): Promise<ActivityWithAuthor | WriteFailure>;
export async function createActivity(
  context: WriteContext,
  member: MemberId,
  activity: NewActivity,
  counting: Counting | undefined,
): Promise<ActivityWithAuthor | WriteFailure | TooOften>;
export async function createActivity(
  { db, clock, newId }: WriteContext,
  member: MemberId,
  { expiresIn, ...activity }: NewActivity,
  counting?: Counting,
): Promise<ActivityWithAuthor | WriteFailure | TooOften> {
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
  const written = counting ? await insertCounted(db, row, counting) : await insert(db, row, member);
  return written ?? (await findEarlierWrite(db, row, member));
}

async function insert(db: Database, row: NewRow, member: MemberId): Promise<ActivityWithAuthor | undefined> {
  return await inOneStatement(db, "create_activity", {
    async inOneStatement() {
      const [inserted] = await insertPost(db, toParameters(row));
      return inserted && readResult(inserted);
    },
    async inParts() {
      const author = await findMember({ db }, member);
      const inserted = await withRetries(async () => await insertOnce(db, row));
      return inserted && { ...inserted, author };
    },
    isRepeatable: row.idempotencyKey !== undefined,
  });
}

async function insertCounted(
  db: Database,
  row: NewRow,
  counting: Counting,
): Promise<ActivityWithAuthor | TooOften | undefined> {
  const [result] = await insertPostCounted(db, counting, { ...toParameters(row), ...counting.parameters });
  if (!result) throw new Error("The verdict has no row.");
  const wait = counting.toWait(result.slice(0, verdictLength));
  if (wait !== undefined) return new TooOften(wait);
  const inserted = result.slice(verdictLength);
  return inserted[0] === null ? undefined : readResult(inserted);
}

function toParameters(row: NewRow): Record<string, unknown> {
  return {
    ...row,
    idempotencyKey: row.idempotencyKey ?? null,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
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

const insertPost = preparedStatement(
  "create_activity",
  () => sql`with author as (${author} where ${isAuthor}) ${insertion} returning ${returnedResult("author")}`,
);

const verdictLength = 3;

const insertPostCounted = preparedStatements(
  ({ length }: Counting) => `create_activity_counted_${length}`,
  ({
    tables,
  }) => sql`with ${tables()}, author as (${author} cross join permitted where ${isAuthor}), written as (
      ${insertion} returning *
    )
    select verdict.counter, verdict.points, verdict.seconds, ${activityResult("written", "author")}
    from verdict left join written on true left join author on true`,
  // Counters are locked for the time of a statement; the author, only while the account is deleted.
  { isBriefWrite: true },
);
