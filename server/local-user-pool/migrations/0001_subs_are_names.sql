-- Users that exist already are found by their `sub` too. A username of another user that looks like it stays.
INSERT INTO "local_user_pool"."sign_in_names" ("pool_id", "name", "user_id", "kind")
SELECT "pool_id", "id"::text, "id", 'sub' FROM "local_user_pool"."users"
ON CONFLICT DO NOTHING;
