import { pgTable, uuid } from "drizzle-orm/pg-core";
import { users } from "../../users/users-table.ts";

/** How far people have read their notifications. Somebody without a row has read none. */
export const notificationReads = pgTable("notification_reads", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id),
  /** Notifications up to this id are read. */
  readUpTo: uuid("read_up_to").notNull(),
});
