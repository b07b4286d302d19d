ALTER TABLE "sessions" ADD COLUMN "device" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "pool_token" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "spent_token" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "spent_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "issued_tokens" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "second_factor" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "replaced_id" text;--> statement-breakpoint
CREATE INDEX "sessions_replaced_id" ON "sessions" USING btree ("replaced_id");