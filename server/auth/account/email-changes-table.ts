import { boolean, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "../../users/users-table.ts";

/** New addresses that wait for their code; of each person the last one that was asked for. */
export const emailChanges = pgTable("email_changes", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** Lower case. */
  email: text().notNull(),
  /** False where the address has an account: no code was sent, which must not be seen. */
  isFree: boolean("is_free").notNull(),
  requestedAt: timestamp("requested_at", { precision: 3, withTimezone: true }).notNull(),
});
