CREATE TABLE "local_user_pool"."federated_identities" (
	"pool_id" text NOT NULL,
	"provider_name" text NOT NULL,
	"attribute" text NOT NULL,
	"value" text NOT NULL,
	"user_id" uuid NOT NULL,
	"provider_type" text NOT NULL,
	"issuer" text,
	"is_primary" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "federated_identities_pool_id_provider_name_attribute_value_pk" PRIMARY KEY("pool_id","provider_name","attribute","value")
);
--> statement-breakpoint
CREATE TABLE "local_user_pool"."federated_requests" (
	"state_hash" text PRIMARY KEY NOT NULL,
	"browser_hash" text NOT NULL,
	"pool_id" text NOT NULL,
	"provider_name" text NOT NULL,
	"query" text NOT NULL,
	"nonce" text NOT NULL,
	"code_verifier" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "local_user_pool"."federated_identities" ADD CONSTRAINT "federated_identities_pool_id_user_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "local_user_pool"."user_pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."federated_identities" ADD CONSTRAINT "federated_identities_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "local_user_pool"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."federated_requests" ADD CONSTRAINT "federated_requests_pool_id_user_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "local_user_pool"."user_pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "federated_identities_by_user" ON "local_user_pool"."federated_identities" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "federated_requests_by_expiry" ON "local_user_pool"."federated_requests" USING btree ("expires_at");