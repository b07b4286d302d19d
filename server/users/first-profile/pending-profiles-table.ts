import { index, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/**
 * Names and handles that were chosen at a sign-up, and that the pool does not have: they wait for the first use of the
 * account, which makes its user.
 */
export const pendingProfiles = pgTable(
  "pending_profiles",
  {
    /** The account's `sub` in the user pool. */
    sub: text().primaryKey(),
    name: text(),
    handle: text(),
    createdAt: timestamp("created_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [index("pending_profiles_created_at").on(table.createdAt)],
);
