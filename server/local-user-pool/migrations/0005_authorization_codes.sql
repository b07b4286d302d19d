CREATE TABLE "local_user_pool"."authorization_codes" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"sign_in_id" uuid NOT NULL,
	"redirect_uri" text NOT NULL,
	"code_challenge" text,
	"nonce" text,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "local_user_pool"."sign_ins" ADD COLUMN "scope" text;--> statement-breakpoint
ALTER TABLE "local_user_pool"."authorization_codes" ADD CONSTRAINT "authorization_codes_sign_in_id_sign_ins_id_fk" FOREIGN KEY ("sign_in_id") REFERENCES "local_user_pool"."sign_ins"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "authorization_codes_by_sign_in" ON "local_user_pool"."authorization_codes" USING btree ("sign_in_id");