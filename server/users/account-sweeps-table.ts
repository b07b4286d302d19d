import { pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** How far the comparison of our accounts with the user pool has come. There is one row. */
export const accountSweeps = pgTable("account_sweeps", {
  name: text().primaryKey(),
  /** The user pool that the accounts belong to. With another one no account is removed. */
  userPoolId: text("user_pool_id").notNull(),
  /** Users up to this id have been checked in this sweep; null before the first. */
  checkedUpTo: uuid("checked_up_to"),
  startedAt: timestamp("started_at", { precision: 3, withTimezone: true }).notNull(),
  /** Null while a sweep is in progress. */
  finishedAt: timestamp("finished_at", { precision: 3, withTimezone: true }),
});
