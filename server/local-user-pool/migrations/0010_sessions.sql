CREATE TABLE "local_user_pool"."provisioned_limits" (
	"category" text PRIMARY KEY NOT NULL,
	"value" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "local_user_pool"."sign_ins" ADD COLUMN "last_active_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "local_user_pool"."sign_ins" ADD COLUMN "last_address" text;--> statement-breakpoint
ALTER TABLE "local_user_pool"."sign_ins" ADD COLUMN "feedback" jsonb;--> statement-breakpoint
ALTER TABLE "local_user_pool"."user_pools" ADD COLUMN "sessions" jsonb;--> statement-breakpoint
CREATE UNIQUE INDEX "pool_resources_by_domain" ON "local_user_pool"."pool_resources" USING btree ("key") WHERE "local_user_pool"."pool_resources"."kind" = 'domain';