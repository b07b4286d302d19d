import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/**
 * Accounts that are being deleted, or were: first the pool deletes, then we do. A row that is not finished tells that a
 * node died in between, or that the pool's answer got lost. One that is finished stays for as long as tokens of the
 * account may come, so that none of them makes the person anew.
 */
export const accountDeletions = pgTable(
  "account_deletions",
  {
    userId: uuid("user_id").primaryKey(),
    sub: text().notNull().unique(),
    requestedAt: timestamp("requested_at", { precision: 3, withTimezone: true }).notNull(),
    finishedAt: timestamp("finished_at", { precision: 3, withTimezone: true }),
  },
  (table) => [index("account_deletions_requested_at").on(table.requestedAt)],
);
