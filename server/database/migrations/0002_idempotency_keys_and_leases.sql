CREATE TABLE "leases" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cursor_keys" (
	"name" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "activities" DROP CONSTRAINT "activities_expiry";--> statement-breakpoint
ALTER TABLE "activities" DROP CONSTRAINT "activities_author_id_users_id_fk";
--> statement-breakpoint
ALTER TABLE "activities" DROP CONSTRAINT "activities_reply_to_id_activities_id_fk";
--> statement-breakpoint
ALTER TABLE "likes" DROP CONSTRAINT "likes_activity_id_activities_id_fk";
--> statement-breakpoint
ALTER TABLE "likes" DROP CONSTRAINT "likes_user_id_users_id_fk";
--> statement-breakpoint
DROP INDEX "activities_author";--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "idempotency_key" text;--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_reply_to_id_activities_id_fk" FOREIGN KEY ("reply_to_id") REFERENCES "public"."activities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "likes" ADD CONSTRAINT "likes_activity_id_activities_id_fk" FOREIGN KEY ("activity_id") REFERENCES "public"."activities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "likes" ADD CONSTRAINT "likes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activities_author_by_audience" ON "activities" USING btree ("author_id","is_reply","audience","id");--> statement-breakpoint
CREATE UNIQUE INDEX "activities_idempotency_key" ON "activities" USING btree ("idempotency_key","author_id");--> statement-breakpoint
CREATE INDEX "activities_author" ON "activities" USING btree ("author_id","is_reply","id");--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_message" CHECK (char_length("activities"."message") between 1 and case when "activities"."is_reply" then 1024 else 280 end);--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_expiry" CHECK ("activities"."expires_at" > "activities"."created_at" or "activities"."expires_at" = '1970-01-01T00:00:00Z');