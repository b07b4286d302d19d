import { pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "../../users/users-table.ts";

/** The recovery codes of an account that have not been used. New ones replace the row. */
export const recoveryCodes = pgTable("recovery_codes", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** The MACs of the codes, separated by spaces: see `macOf`. */
  macs: text().notNull(),
  createdAt: timestamp("created_at", { precision: 3, withTimezone: true }).notNull(),
});
