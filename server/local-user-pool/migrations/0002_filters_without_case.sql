DROP INDEX "local_user_pool"."users_by_email";--> statement-breakpoint
DROP INDEX "local_user_pool"."users_by_phone_number";--> statement-breakpoint
DROP INDEX "local_user_pool"."users_by_name";--> statement-breakpoint
DROP INDEX "local_user_pool"."users_by_given_name";--> statement-breakpoint
DROP INDEX "local_user_pool"."users_by_family_name";--> statement-breakpoint
DROP INDEX "local_user_pool"."users_by_preferred_username";--> statement-breakpoint
CREATE INDEX "users_by_email" ON "local_user_pool"."users" USING btree ("pool_id",left(lower("attributes" ->> 'email'), 128) text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_by_phone_number" ON "local_user_pool"."users" USING btree ("pool_id",left(lower("attributes" ->> 'phone_number'), 128) text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_by_name" ON "local_user_pool"."users" USING btree ("pool_id",left(lower("attributes" ->> 'name'), 128) text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_by_given_name" ON "local_user_pool"."users" USING btree ("pool_id",left(lower("attributes" ->> 'given_name'), 128) text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_by_family_name" ON "local_user_pool"."users" USING btree ("pool_id",left(lower("attributes" ->> 'family_name'), 128) text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_by_preferred_username" ON "local_user_pool"."users" USING btree ("pool_id",left(lower("attributes" ->> 'preferred_username'), 128) text_pattern_ops);