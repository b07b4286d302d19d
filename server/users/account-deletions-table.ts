import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/**
 * Deletions of accounts: the pool deletes the account first, then we delete our data. An unfinished row means
 * that a node stopped in between, or that the pool's response was lost. A finished row is kept for as long as
 * tokens of the account may arrive, so that none of them recreates the user.
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
