CREATE SCHEMA "local_user_pool";
--> statement-breakpoint
CREATE TABLE "local_user_pool"."app_clients" (
	"id" text PRIMARY KEY NOT NULL,
	"pool_id" text NOT NULL,
	"secret" text,
	"settings" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"modified_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "local_user_pool"."attempts" (
	"pool_id" text NOT NULL,
	"subject" text NOT NULL,
	"action" text NOT NULL,
	"count" integer NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"locked_until" timestamp (3) with time zone,
	CONSTRAINT "attempts_pool_id_subject_action_pk" PRIMARY KEY("pool_id","subject","action")
);
--> statement-breakpoint
CREATE TABLE "local_user_pool"."auth_sessions" (
	"session_hash" text PRIMARY KEY NOT NULL,
	"pool_id" text NOT NULL,
	"client_id" text NOT NULL,
	"username" text NOT NULL,
	"user_id" uuid,
	"credential_generation" integer NOT NULL,
	"state" jsonb NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "local_user_pool"."codes" (
	"user_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"attribute" text NOT NULL,
	"destination" text NOT NULL,
	"code_hash" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "codes_user_id_purpose_attribute_pk" PRIMARY KEY("user_id","purpose","attribute")
);
--> statement-breakpoint
CREATE TABLE "local_user_pool"."group_members" (
	"pool_id" text NOT NULL,
	"group_name" text NOT NULL,
	"user_id" uuid NOT NULL,
	CONSTRAINT "group_members_pool_id_group_name_user_id_pk" PRIMARY KEY("pool_id","group_name","user_id")
);
--> statement-breakpoint
CREATE TABLE "local_user_pool"."groups" (
	"pool_id" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"role_arn" text,
	"precedence" integer,
	"created_at" timestamp (3) with time zone NOT NULL,
	"modified_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "groups_pool_id_name_pk" PRIMARY KEY("pool_id","name")
);
--> statement-breakpoint
CREATE TABLE "local_user_pool"."password_history" (
	"user_id" uuid NOT NULL,
	"generation" integer NOT NULL,
	"password_hash" text NOT NULL,
	CONSTRAINT "password_history_user_id_generation_pk" PRIMARY KEY("user_id","generation")
);
--> statement-breakpoint
CREATE TABLE "local_user_pool"."refresh_tokens" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"sign_in_id" uuid NOT NULL,
	"replaced_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "local_user_pool"."sign_in_names" (
	"pool_id" text NOT NULL,
	"name" text NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "sign_in_names_pool_id_name_pk" PRIMARY KEY("pool_id","name")
);
--> statement-breakpoint
CREATE TABLE "local_user_pool"."sign_ins" (
	"id" uuid PRIMARY KEY NOT NULL,
	"origin_jti" uuid NOT NULL,
	"client_id" text NOT NULL,
	"user_id" uuid NOT NULL,
	"auth_time" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "local_user_pool"."signing_keys" (
	"kid" text PRIMARY KEY NOT NULL,
	"pool_id" text NOT NULL,
	"token_use" text NOT NULL,
	"private_key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "local_user_pool"."software_tokens" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"secret" text,
	"pending_secret" text,
	"device_name" text,
	"last_step" integer
);
--> statement-breakpoint
CREATE TABLE "local_user_pool"."user_pools" (
	"id" text PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	"settings" jsonb NOT NULL,
	"mfa" jsonb NOT NULL,
	"server_key" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"modified_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "user_pools_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "local_user_pool"."users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pool_id" text NOT NULL,
	"username" text NOT NULL,
	"status" text NOT NULL,
	"enabled" boolean NOT NULL,
	"attributes" jsonb NOT NULL,
	"password_hash" text,
	"srp_salt" text,
	"srp_verifier" text,
	"password_set_at" timestamp (3) with time zone,
	"credential_generation" integer NOT NULL,
	"software_token_mfa_enabled" boolean NOT NULL,
	"email_mfa_enabled" boolean NOT NULL,
	"preferred_mfa" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"modified_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "local_user_pool"."app_clients" ADD CONSTRAINT "app_clients_pool_id_user_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "local_user_pool"."user_pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."attempts" ADD CONSTRAINT "attempts_pool_id_user_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "local_user_pool"."user_pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."auth_sessions" ADD CONSTRAINT "auth_sessions_pool_id_user_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "local_user_pool"."user_pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."auth_sessions" ADD CONSTRAINT "auth_sessions_client_id_app_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "local_user_pool"."app_clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."auth_sessions" ADD CONSTRAINT "auth_sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "local_user_pool"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."codes" ADD CONSTRAINT "codes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "local_user_pool"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."group_members" ADD CONSTRAINT "group_members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "local_user_pool"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."group_members" ADD CONSTRAINT "group_members_pool_id_group_name_groups_pool_id_name_fk" FOREIGN KEY ("pool_id","group_name") REFERENCES "local_user_pool"."groups"("pool_id","name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."groups" ADD CONSTRAINT "groups_pool_id_user_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "local_user_pool"."user_pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."password_history" ADD CONSTRAINT "password_history_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "local_user_pool"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."refresh_tokens" ADD CONSTRAINT "refresh_tokens_sign_in_id_sign_ins_id_fk" FOREIGN KEY ("sign_in_id") REFERENCES "local_user_pool"."sign_ins"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."sign_in_names" ADD CONSTRAINT "sign_in_names_pool_id_user_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "local_user_pool"."user_pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."sign_in_names" ADD CONSTRAINT "sign_in_names_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "local_user_pool"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."sign_ins" ADD CONSTRAINT "sign_ins_client_id_app_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "local_user_pool"."app_clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."sign_ins" ADD CONSTRAINT "sign_ins_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "local_user_pool"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."signing_keys" ADD CONSTRAINT "signing_keys_pool_id_user_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "local_user_pool"."user_pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."software_tokens" ADD CONSTRAINT "software_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "local_user_pool"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_user_pool"."users" ADD CONSTRAINT "users_pool_id_user_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "local_user_pool"."user_pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "app_clients_by_pool" ON "local_user_pool"."app_clients" USING btree ("pool_id","id");--> statement-breakpoint
CREATE INDEX "attempts_by_age" ON "local_user_pool"."attempts" USING btree ("last_at");--> statement-breakpoint
CREATE INDEX "auth_sessions_by_user" ON "local_user_pool"."auth_sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "auth_sessions_by_client" ON "local_user_pool"."auth_sessions" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "auth_sessions_by_expiry" ON "local_user_pool"."auth_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "group_members_by_user" ON "local_user_pool"."group_members" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "refresh_tokens_by_sign_in" ON "local_user_pool"."refresh_tokens" USING btree ("sign_in_id");--> statement-breakpoint
CREATE INDEX "sign_in_names_by_user" ON "local_user_pool"."sign_in_names" USING btree ("user_id","kind");--> statement-breakpoint
CREATE INDEX "sign_ins_by_user" ON "local_user_pool"."sign_ins" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_ins_by_client" ON "local_user_pool"."sign_ins" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "sign_ins_by_expiry" ON "local_user_pool"."sign_ins" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "signing_keys_by_pool" ON "local_user_pool"."signing_keys" USING btree ("pool_id");--> statement-breakpoint
CREATE INDEX "users_by_pool" ON "local_user_pool"."users" USING btree ("pool_id","id");--> statement-breakpoint
CREATE INDEX "users_by_status" ON "local_user_pool"."users" USING btree ("pool_id","status","id");--> statement-breakpoint
CREATE INDEX "users_by_username" ON "local_user_pool"."users" USING btree ("pool_id","username" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_by_email" ON "local_user_pool"."users" USING btree ("pool_id",left("attributes" ->> 'email', 128) text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_by_phone_number" ON "local_user_pool"."users" USING btree ("pool_id",left("attributes" ->> 'phone_number', 128) text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_by_name" ON "local_user_pool"."users" USING btree ("pool_id",left("attributes" ->> 'name', 128) text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_by_given_name" ON "local_user_pool"."users" USING btree ("pool_id",left("attributes" ->> 'given_name', 128) text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_by_family_name" ON "local_user_pool"."users" USING btree ("pool_id",left("attributes" ->> 'family_name', 128) text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_by_preferred_username" ON "local_user_pool"."users" USING btree ("pool_id",left("attributes" ->> 'preferred_username', 128) text_pattern_ops);