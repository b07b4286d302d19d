-- The setting of the coordinator's database that the home feed needs. Run it once:
--
--   psql --set ON_ERROR_STOP=1 --file deploy/citus/settings.sql "$DATABASE_URL"

-- One connection to each worker, which a session keeps. A page reads a few rows of each shard, in less time than another
-- connection needs to open; more of them would also be multiplied by the connections of all nodes.
do $$ begin
  execute format('alter database %I set citus.max_adaptive_executor_pool_size = 1', current_database());
end $$;
