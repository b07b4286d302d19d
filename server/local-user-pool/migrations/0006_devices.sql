CREATE TABLE "local_user_pool"."devices" (
	"key" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"group_key" text NOT NULL,
	"name" text,
	"srp_salt" text,
	"srp_verifier" text,
	"is_remembered" boolean NOT NULL,
	"last_address" text NOT NULL,
	"last_authenticated_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"modified_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "local_user_pool"."sign_ins" ADD COLUMN "device_key" text;--> statement-breakpoint
ALTER TABLE "local_user_pool"."sign_ins" ADD COLUMN "device_group_key" text;--> statement-breakpoint
ALTER TABLE "local_user_pool"."devices" ADD CONSTRAINT "devices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "local_user_pool"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "devices_by_user" ON "local_user_pool"."devices" USING btree ("user_id","key");