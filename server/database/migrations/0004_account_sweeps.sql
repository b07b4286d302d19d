CREATE TABLE "account_sweeps" (
	"name" text PRIMARY KEY NOT NULL,
	"user_pool_id" text NOT NULL,
	"checked_up_to" uuid,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone
);