import { bucketOfId, oldBucketOf } from "./old-bucket.ts";

// While tables with rows get buckets, and for some time after, nodes of the version before run beside new ones: they write
// rows without a bucket, and look for rows by their ids alone. These parts are for them, and are removed later.

/** The bucket of an activity of any age: that of the thread, or of the post at its top. */
const bucketFunction = `
  create or replace function bucket_of_activity(activity uuid) returns smallint language sql stable as $$
    with recursive thread as (
      select id, reply_to_id, author_id, idempotency_key, bucket from activities where id = activity
      union all
      select above.id, above.reply_to_id, above.author_id, above.idempotency_key, above.bucket
      from thread join activities above on above.id = thread.reply_to_id where thread.bucket is null
    )
    select coalesce(bucket, ${oldBucketOf("thread")}) from thread where bucket is not null or reply_to_id is null
  $$`;

const triggers = [
  `create or replace function old_nodes_fill_activity() returns trigger language plpgsql as $$ begin
    new.bucket := case when new.reply_to_id is null then ${oldBucketOf("new")} else bucket_of_activity(new.reply_to_id) end;
    return new;
  end $$`,
  `create trigger old_nodes_fill before insert on activities
    for each row when (new.bucket is null) execute function old_nodes_fill_activity()`,
  `create or replace function old_nodes_fill_like() returns trigger language plpgsql as $$ begin
    new.bucket := bucket_of_activity(new.activity_id);
    return new;
  end $$`,
  `create trigger old_nodes_fill before insert on likes
    for each row when (new.bucket is null) execute function old_nodes_fill_like()`,
  `create or replace function old_nodes_store_bucket() returns trigger language plpgsql as $$ begin
    insert into activity_buckets (activity_id, bucket) values (new.id, new.bucket) on conflict do nothing;
    return null;
  end $$`,
  `create trigger old_nodes_store_bucket after insert on activities
    for each row when (new.bucket <> ${bucketOfId("new.id")}) execute function old_nodes_store_bucket()`,
  `create or replace function old_nodes_forget_bucket() returns trigger language plpgsql as $$ begin
    delete from activity_buckets where activity_id = old.id;
    return null;
  end $$`,
  `create trigger old_nodes_forget_bucket after delete on activities
    for each row when (old.bucket <> ${bucketOfId("old.id")}) execute function old_nodes_forget_bucket()`,
];

const dropTriggers = [
  "drop trigger if exists old_nodes_fill on activities",
  "drop trigger if exists old_nodes_fill on likes",
  "drop trigger if exists old_nodes_store_bucket on activities",
  "drop trigger if exists old_nodes_forget_bucket on activities",
];

/** The columns, and the triggers that fill them in new rows. */
export const addColumns = [
  "alter table activities add column if not exists bucket smallint",
  "alter table likes add column if not exists bucket smallint",
  "create table if not exists activity_buckets (activity_id uuid primary key not null, bucket smallint not null)",
  bucketFunction,
  ...dropTriggers,
  ...triggers,
];

/** Fills the buckets of activities. Parameters: the id after which the batch begins, and its size. Returns the last id. */
export const fillActivities = `
  with batch as (select id from activities where id > $1 order by id limit $2),
  filled as (
    update activities set bucket = bucket_of_activity(activities.id) from batch
    where activities.id = batch.id and activities.bucket is null returning activities.id, activities.bucket
  ),
  stored as (
    insert into activity_buckets (activity_id, bucket)
    select id, bucket from filled where bucket <> ${bucketOfId("id")} on conflict do nothing
  )
  select id from batch order by id desc limit 1`;

/** The same for likes. Parameters: the activity and user after which the batch begins, and its size. */
export const fillLikes = `
  with batch as (
    select activity_id, user_id from likes where (activity_id, user_id) > ($1, $2)
    order by activity_id, user_id limit $3
  ),
  filled as (
    update likes set bucket = activities.bucket from batch join activities on activities.id = batch.activity_id
    where likes.activity_id = batch.activity_id and likes.user_id = batch.user_id and likes.bucket is null
  )
  select activity_id, user_id from batch order by activity_id desc, user_id desc limit 1`;

/** Built while others write. The names of the first four are those of the migration. */
export const indexes: { name: string; text: string }[] = [
  unique("activities_bucket_id_pk", "activities (bucket, id)"),
  unique("likes_bucket_activity_id_user_id_pk", "likes (bucket, activity_id, user_id)"),
  unique("activities_key_of_author", "activities (bucket, author_id, idempotency_key)"),
  {
    name: "activities_replies_of_parent",
    text: "create index concurrently if not exists activities_replies_of_parent on activities (bucket, reply_to_id, id)",
  },
  unique("old_nodes_activity", "activities (id)"),
  unique("old_nodes_like", "likes (activity_id, user_id)"),
];

function unique(name: string, columns: string): { name: string; text: string } {
  return { name, text: `create unique index concurrently if not exists ${name} on ${columns}` };
}

/** Constraints, which are added for new rows first, and then validated for all rows while others write. */
export const constraints: { table: string; name: string; rule: string }[] = [
  { table: "activities", name: "activities_bucket", rule: "check (bucket between 0 and 4095)" },
  // With these Postgres need not read the table to make the columns NOT NULL.
  { table: "activities", name: "activities_bucket_is_filled", rule: "check (bucket is not null)" },
  { table: "likes", name: "likes_bucket_is_filled", rule: "check (bucket is not null)" },
  {
    table: "activities",
    name: "activities_reply_to",
    rule: "foreign key (bucket, reply_to_id) references activities (bucket, id)",
  },
  {
    table: "likes",
    name: "likes_activity",
    rule: "foreign key (bucket, activity_id) references activities (bucket, id)",
  },
];

/** Keeps the indexes that nodes of the version before read, which the migration would drop. */
export const keepOldIndexes = [
  "alter index if exists activities_replies rename to old_nodes_replies",
  "alter index if exists activities_idempotency_key rename to old_nodes_key",
];

/** Removes all that is for nodes of the version before. */
export const removeOldNodesParts = [
  ...dropTriggers,
  "drop function if exists old_nodes_fill_activity",
  "drop function if exists old_nodes_fill_like",
  "drop function if exists old_nodes_store_bucket",
  "drop function if exists old_nodes_forget_bucket",
  "drop function if exists bucket_of_activity",
  "drop index if exists old_nodes_activity",
  "drop index if exists old_nodes_like",
  "drop index if exists old_nodes_replies",
  "drop index if exists old_nodes_key",
];
