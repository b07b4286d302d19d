import { index, pgTable, primaryKey, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "../users/users-table.ts";

/** Who has blocked whom. While there is a block, neither of the two sees or reaches the other. */
export const blocks = pgTable(
  "blocks",
  {
    blockerId: uuid("blocker_id")
      .notNull()
      .references(() => users.id),
    blockedId: uuid("blocked_id")
      .notNull()
      .references(() => users.id),
    /** UUIDv7: lists are in the order of time. */
    id: uuid().notNull(),
    createdAt: timestamp("created_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.blockerId, table.blockedId] }),
    index("blocks_in_order").on(table.blockerId, table.id),
    index("blocks_blocked_id").on(table.blockedId),
  ],
);
