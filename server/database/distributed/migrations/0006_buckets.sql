-- A bucket leads the keys of activities and likes. Aurora DSQL cannot change a primary key: the tables are made anew, and
-- their rows are moved.
CREATE TABLE "activity_buckets" (
	"activity_id" uuid PRIMARY KEY NOT NULL,
	"bucket" smallint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "likes" DROP CONSTRAINT "likes_activity_id_activities_id_fk";--> statement-breakpoint
ALTER TABLE "likes" DROP CONSTRAINT "likes_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "activities" DROP CONSTRAINT "activities_reply_to_id_activities_id_fk";--> statement-breakpoint
ALTER TABLE "activities" DROP CONSTRAINT "activities_author_id_users_id_fk";--> statement-breakpoint
DROP INDEX "likes_user_id";--> statement-breakpoint
DROP INDEX "activities_home_feed";--> statement-breakpoint
DROP INDEX "activities_home_feed_by_audience";--> statement-breakpoint
DROP INDEX "activities_replies";--> statement-breakpoint
DROP INDEX "activities_author";--> statement-breakpoint
DROP INDEX "activities_author_by_audience";--> statement-breakpoint
DROP INDEX "activities_idempotency_key";--> statement-breakpoint
DROP INDEX "activities_expires_at";--> statement-breakpoint
ALTER TABLE "activities" RENAME TO "activities_before_buckets";--> statement-breakpoint
ALTER TABLE "likes" RENAME TO "likes_before_buckets";--> statement-breakpoint
CREATE TABLE "activities" (
	"bucket" smallint NOT NULL,
	"id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"message" text NOT NULL,
	"audience" text NOT NULL,
	"reply_to_id" uuid,
	"is_reply" boolean NOT NULL,
	"idempotency_key" text,
	"likes_count" integer DEFAULT 0 NOT NULL,
	"replies_count" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "activities_bucket_id_pk" PRIMARY KEY("bucket","id"),
	CONSTRAINT "activities_bucket" CHECK ("activities"."bucket" between 0 and 4095),
	CONSTRAINT "activities_audience" CHECK ("activities"."audience" in ('PUBLIC', 'MEMBERS')),
	CONSTRAINT "activities_is_reply" CHECK ("activities"."is_reply" = ("activities"."reply_to_id" is not null)),
	CONSTRAINT "activities_counts" CHECK ("activities"."likes_count" >= 0 and "activities"."replies_count" >= 0),
	CONSTRAINT "activities_expiry" CHECK ("activities"."expires_at" > "activities"."created_at" or "activities"."expires_at" = '1970-01-01T00:00:00Z'),
	CONSTRAINT "activities_message" CHECK (char_length("activities"."message") between 1 and case when "activities"."is_reply" then 1024 else 280 end)
);
--> statement-breakpoint
CREATE TABLE "likes" (
	"bucket" smallint NOT NULL,
	"activity_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "likes_bucket_activity_id_user_id_pk" PRIMARY KEY("bucket","activity_id","user_id")
);
--> statement-breakpoint
-- moveRowsIntoBuckets
--> statement-breakpoint
DROP TABLE "likes_before_buckets";--> statement-breakpoint
DROP TABLE "activities_before_buckets";--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_reply_to" FOREIGN KEY ("bucket","reply_to_id") REFERENCES "public"."activities"("bucket","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "likes" ADD CONSTRAINT "likes_activity" FOREIGN KEY ("bucket","activity_id") REFERENCES "public"."activities"("bucket","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "likes" ADD CONSTRAINT "likes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "likes_user_id" ON "likes" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "activities_home_feed" ON "activities" USING btree ("is_reply","id");--> statement-breakpoint
CREATE INDEX "activities_home_feed_by_audience" ON "activities" USING btree ("is_reply","audience","id");--> statement-breakpoint
CREATE INDEX "activities_replies_of_parent" ON "activities" USING btree ("bucket","reply_to_id","id");--> statement-breakpoint
CREATE INDEX "activities_author" ON "activities" USING btree ("author_id","is_reply","id");--> statement-breakpoint
CREATE INDEX "activities_author_by_audience" ON "activities" USING btree ("author_id","is_reply","audience","id");--> statement-breakpoint
CREATE UNIQUE INDEX "activities_key_of_author" ON "activities" USING btree ("bucket","author_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "activities_expires_at" ON "activities" USING btree ("expires_at");
