ALTER TABLE "users" ADD COLUMN "likeness" text;--> statement-breakpoint
CREATE INDEX "users_likeness" ON "users" USING btree ("likeness");