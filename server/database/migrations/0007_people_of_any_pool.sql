CREATE TABLE "pending_profiles" (
	"sub" text PRIMARY KEY NOT NULL,
	"name" text,
	"handle" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "email" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "needs_profile" boolean;--> statement-breakpoint
CREATE INDEX "pending_profiles_created_at" ON "pending_profiles" USING btree ("created_at");