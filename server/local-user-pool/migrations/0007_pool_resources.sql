CREATE TABLE "local_user_pool"."pool_resources" (
	"pool_id" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"client_id" text,
	"value" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"modified_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "pool_resources_pool_id_kind_key_pk" PRIMARY KEY("pool_id","kind","key")
);
--> statement-breakpoint
ALTER TABLE "local_user_pool"."app_clients" ADD COLUMN "secrets" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "local_user_pool"."pool_resources" ADD CONSTRAINT "pool_resources_pool_id_user_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "local_user_pool"."user_pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."pool_resources" ADD CONSTRAINT "pool_resources_client_id_app_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "local_user_pool"."app_clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pool_resources_by_client" ON "local_user_pool"."pool_resources" USING btree ("client_id","kind");