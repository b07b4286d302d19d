import { pgTable, smallint, uuid } from "drizzle-orm/pg-core";

/**
 * The buckets of activities whose ids do not tell them: replies, and posts with an idempotency key, from before ids had
 * buckets. A row is removed with its activity, so the table is empty a few weeks after the upgrade.
 */
export const activityBuckets = pgTable("activity_buckets", {
  activityId: uuid("activity_id").primaryKey(),
  bucket: smallint().notNull(),
});
