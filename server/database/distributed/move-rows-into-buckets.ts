import { bucketOfId, oldBucketOf } from "../buckets/old-bucket.ts";
import type { RunStatement } from "../run-statement.ts";

/** Aurora DSQL allows 3,000 changed rows in a transaction. */
const batchSize = 500;

/**
 * Moves all activities and likes into the tables whose keys begin with a bucket. Each statement is a transaction of its own
 * and may run again, so an interrupted move continues: a batch is inserted first and then deleted where it was.
 */
export async function moveRowsIntoBuckets(run: RunStatement): Promise<void> {
  await untilNone(async () => await moveActivities(run, readPosts));
  await untilNone(async () => await moveActivities(run, readReplies));
  await untilNone(async () => await moveLikes(run));
}

async function untilNone(moveSome: () => Promise<number>): Promise<void> {
  while ((await moveSome()) > 0);
}

const readPosts = `
  select ${oldBucketOf("post")} as bucket, post.id, ${bucketOfId("post.id")} as told
  from activities_before_buckets post where not post.is_reply limit ${batchSize}`;

/** Those whose parents were moved. A reply takes the bucket of its parent. */
const readReplies = `
  select coalesce(stored.bucket, ${bucketOfId("reply.reply_to_id")}) as bucket, reply.id,
    ${bucketOfId("reply.id")} as told
  from activities_before_buckets reply
  left join activity_buckets stored on stored.activity_id = reply.reply_to_id
  left join activities_before_buckets parent on parent.id = reply.reply_to_id
  where parent.id is null limit ${batchSize}`;

const columns =
  `id author_id message audience reply_to_id is_reply idempotency_key likes_count replies_count created_at
  expires_at`.split(/\s+/);

async function moveActivities(run: RunStatement, read: string): Promise<number> {
  const rows = await run(read);
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  const untold = rows.filter(({ bucket, told }) => bucket !== told);
  // First of all: a reply asks for the bucket of a parent that was moved.
  await run(
    `insert into activity_buckets (activity_id, bucket)
      select * from unnest($1::uuid[], $2::smallint[]) on conflict do nothing`,
    [untold.map(({ id }) => id), untold.map(({ bucket }) => bucket)],
  );
  await run(
    `insert into activities (bucket, ${columns.join()})
      select wanted.bucket, ${columns.map((column) => `old.${column}`).join()}
      from unnest($1::smallint[], $2::uuid[]) as wanted (bucket, id)
      join activities_before_buckets old on old.id = wanted.id on conflict do nothing`,
    [rows.map(({ bucket }) => bucket), ids],
  );
  await run("delete from activities_before_buckets where id = any($1::uuid[])", [ids]);
  return rows.length;
}

async function moveLikes(run: RunStatement): Promise<number> {
  const rows = await run(`
    select coalesce(stored.bucket, ${bucketOfId("old.activity_id")}) as bucket, old.activity_id, old.user_id
    from likes_before_buckets old
    left join activity_buckets stored on stored.activity_id = old.activity_id limit ${batchSize}`);
  if (rows.length === 0) return 0;
  const [activityIds, userIds] = [rows.map((row) => row["activity_id"]), rows.map((row) => row["user_id"])];
  await run(
    `insert into likes (bucket, activity_id, user_id, created_at)
      select wanted.bucket, old.activity_id, old.user_id, old.created_at
      from unnest($1::smallint[], $2::uuid[], $3::uuid[]) as wanted (bucket, activity_id, user_id)
      join likes_before_buckets old on old.activity_id = wanted.activity_id and old.user_id = wanted.user_id
      on conflict do nothing`,
    [rows.map(({ bucket }) => bucket), activityIds, userIds],
  );
  await run(
    `delete from likes_before_buckets where (activity_id, user_id) in
      (select * from unnest($1::uuid[], $2::uuid[]))`,
    [activityIds, userIds],
  );
  return rows.length;
}
