-- Client ids began with `Local0`; AWS's have lower-case letters and digits alone. Sign-ins and their refresh tokens stay.
INSERT INTO "local_user_pool"."app_clients" ("id", "pool_id", "secret", "settings", "created_at", "modified_at")
SELECT lower("id"), "pool_id", "secret", "settings", "created_at", "modified_at"
FROM "local_user_pool"."app_clients" WHERE "id" LIKE 'Local0%';
--> statement-breakpoint
UPDATE "local_user_pool"."auth_sessions" SET "client_id" = lower("client_id") WHERE "client_id" LIKE 'Local0%';
--> statement-breakpoint
UPDATE "local_user_pool"."sign_ins" SET "client_id" = lower("client_id") WHERE "client_id" LIKE 'Local0%';
--> statement-breakpoint
DELETE FROM "local_user_pool"."app_clients" WHERE "id" LIKE 'Local0%';
