-- Spreads the feed over the workers of a Citus cluster. Run it at the coordinator, in Cruddur's database, after a node has
-- migrated it:
--
--   psql --set ON_ERROR_STOP=1 --file deploy/citus/distribute.sql "$DATABASE_URL"
--
-- It is for an empty database and for one with data; stop the nodes first, because it locks the tables while their rows
-- move. Interrupted, it may run again. The extension and the workers must be there: see docs/scale.md, "Citus".

-- Parts that nodes of the version before need after an upgrade. Citus refuses these indexes, which lack the bucket.
drop trigger if exists old_nodes_fill on activities;
drop trigger if exists old_nodes_fill on likes;
drop trigger if exists old_nodes_store_bucket on activities;
drop trigger if exists old_nodes_forget_bucket on activities;
drop function if exists old_nodes_fill_activity, old_nodes_fill_like, old_nodes_store_bucket, old_nodes_forget_bucket,
  bucket_of_activity;
drop index if exists old_nodes_activity, old_nodes_like, old_nodes_replies, old_nodes_key;

-- References between the tables, which Citus checks against the new places of the rows.
alter table likes drop constraint if exists likes_activity;
alter table likes drop constraint if exists likes_user_id_users_id_fk;
alter table notifications drop constraint if exists notifications_activity;
alter table notifications drop constraint if exists notifications_recipient_id_users_id_fk;
alter table activities drop constraint if exists activities_reply_to;
alter table activities drop constraint if exists activities_author_id_users_id_fk;

-- Each worker has all users, so that a page is joined with its authors where it is.
select create_reference_table('public.users')
  where not exists (select from pg_dist_partition where logicalrelid = 'public.users'::regclass);

-- The same for blocks and mutes, which decide who sees an activity. Few people make them, and every statement reads them.
select create_reference_table('public.blocks')
  where not exists (select from pg_dist_partition where logicalrelid = 'public.blocks'::regclass);
select create_reference_table('public.mutes')
  where not exists (select from pg_dist_partition where logicalrelid = 'public.mutes'::regclass);

-- Few shards: the home feed and a person's notifications ask each of them. Likes and notifications are where their
-- activities are.
select create_distributed_table('public.activities', 'bucket', colocate_with => 'none', shard_count => 32)
  where not exists (select from pg_dist_partition where logicalrelid = 'public.activities'::regclass);
select create_distributed_table('public.likes', 'bucket', colocate_with => 'public.activities')
  where not exists (select from pg_dist_partition where logicalrelid = 'public.likes'::regclass);
select create_distributed_table('public.notifications', 'bucket', colocate_with => 'public.activities')
  where not exists (select from pg_dist_partition where logicalrelid = 'public.notifications'::regclass);

alter table activities add constraint activities_author_id_users_id_fk
  foreign key (author_id) references users (id);
alter table activities add constraint activities_reply_to
  foreign key (bucket, reply_to_id) references activities (bucket, id);
alter table likes add constraint likes_activity
  foreign key (bucket, activity_id) references activities (bucket, id);
alter table likes add constraint likes_user_id_users_id_fk
  foreign key (user_id) references users (id);
alter table notifications add constraint notifications_activity
  foreign key (bucket, activity_id) references activities (bucket, id);
alter table notifications add constraint notifications_recipient_id_users_id_fk
  foreign key (recipient_id) references users (id);
