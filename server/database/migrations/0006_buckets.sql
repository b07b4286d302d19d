-- A bucket leads the keys of activities and likes. These statements need milliseconds: tables with rows were prepared while
-- nodes of the version before were running (buckets/prepare-buckets.ts), and have the columns, indexes and constraints by
-- now. Aurora DSQL cannot change a primary key and has statements of its own (distributed/migrations).
CREATE TABLE IF NOT EXISTS "activity_buckets" (
	"activity_id" uuid PRIMARY KEY NOT NULL,
	"bucket" smallint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN IF NOT EXISTS "bucket" smallint;--> statement-breakpoint
ALTER TABLE "likes" ADD COLUMN IF NOT EXISTS "bucket" smallint;--> statement-breakpoint
ALTER TABLE "activities" DROP CONSTRAINT "activities_reply_to_id_activities_id_fk";--> statement-breakpoint
ALTER TABLE "likes" DROP CONSTRAINT "likes_activity_id_activities_id_fk";--> statement-breakpoint
ALTER TABLE "likes" DROP CONSTRAINT "likes_activity_id_user_id_pk";--> statement-breakpoint
ALTER TABLE "activities" DROP CONSTRAINT "activities_pkey";--> statement-breakpoint
DROP INDEX IF EXISTS "activities_replies";--> statement-breakpoint
DROP INDEX IF EXISTS "activities_idempotency_key";--> statement-breakpoint
ALTER TABLE "activities" ALTER COLUMN "bucket" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "likes" ALTER COLUMN "bucket" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "activities" DROP CONSTRAINT IF EXISTS "activities_bucket_is_filled";--> statement-breakpoint
ALTER TABLE "likes" DROP CONSTRAINT IF EXISTS "likes_bucket_is_filled";--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "activities_bucket_id_pk" ON "activities" USING btree ("bucket","id");--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "likes_bucket_activity_id_user_id_pk" ON "likes" USING btree ("bucket","activity_id","user_id");--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_bucket_id_pk" PRIMARY KEY USING INDEX "activities_bucket_id_pk";--> statement-breakpoint
ALTER TABLE "likes" ADD CONSTRAINT "likes_bucket_activity_id_user_id_pk" PRIMARY KEY USING INDEX "likes_bucket_activity_id_user_id_pk";--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "activities_replies_of_parent" ON "activities" USING btree ("bucket","reply_to_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "activities_key_of_author" ON "activities" USING btree ("bucket","author_id","idempotency_key");--> statement-breakpoint
DO $$ BEGIN
	ALTER TABLE "activities" ADD CONSTRAINT "activities_reply_to" FOREIGN KEY ("bucket","reply_to_id") REFERENCES "public"."activities"("bucket","id") ON DELETE no action ON UPDATE no action;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;--> statement-breakpoint
DO $$ BEGIN
	ALTER TABLE "likes" ADD CONSTRAINT "likes_activity" FOREIGN KEY ("bucket","activity_id") REFERENCES "public"."activities"("bucket","id") ON DELETE no action ON UPDATE no action;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;--> statement-breakpoint
DO $$ BEGIN
	ALTER TABLE "activities" ADD CONSTRAINT "activities_bucket" CHECK ("activities"."bucket" between 0 and 4095);
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
