import { boolean, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "../../users/users-table.ts";

/** New addresses that wait for their code. A user has one row: a newer request replaces it. */
export const emailChanges = pgTable("email_changes", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** Lower case but for the account's own address in a case-sensitive pool. */
  email: text().notNull(),
  /** False if the address has an account. Then no code was sent, which the API must not reveal. */
  isFree: boolean("is_free").notNull(),
  requestedAt: timestamp("requested_at", { precision: 3, withTimezone: true }).notNull(),
});
