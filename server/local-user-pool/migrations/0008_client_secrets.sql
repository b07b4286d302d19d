-- The secret that an app client had is the first of its two.
UPDATE "local_user_pool"."app_clients"
SET "secrets" = jsonb_build_array(jsonb_build_object(
  'id', "id" || '--' || floor(extract(epoch FROM "created_at") * 1000)::bigint::text,
  'value', "secret",
  'createdAt', floor(extract(epoch FROM "created_at") * 1000)::bigint
))
WHERE "secret" IS NOT NULL;
--> statement-breakpoint
ALTER TABLE "local_user_pool"."app_clients" DROP COLUMN "secret";