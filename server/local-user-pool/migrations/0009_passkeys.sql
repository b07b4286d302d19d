CREATE TABLE "local_user_pool"."passkeys" (
	"pool_id" text NOT NULL,
	"credential_id" text NOT NULL,
	"user_id" uuid NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"relying_party_id" text NOT NULL,
	"transports" jsonb NOT NULL,
	"attachment" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "passkeys_pool_id_credential_id_pk" PRIMARY KEY("pool_id","credential_id")
);
--> statement-breakpoint
ALTER TABLE "local_user_pool"."users" ADD COLUMN "web_authn_mfa_enabled" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "local_user_pool"."passkeys" ADD CONSTRAINT "passkeys_pool_id_user_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "local_user_pool"."user_pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."passkeys" ADD CONSTRAINT "passkeys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "local_user_pool"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "passkeys_by_user" ON "local_user_pool"."passkeys" USING btree ("user_id","created_at");