import { pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/**
 * Accounts that are being deleted: first the pool deletes, then we do. A row that stays tells that a node died in
 * between.
 */
export const accountDeletions = pgTable("account_deletions", {
  userId: uuid("user_id").primaryKey(),
  sub: text().notNull(),
  requestedAt: timestamp("requested_at", { precision: 3, withTimezone: true }).notNull(),
});
