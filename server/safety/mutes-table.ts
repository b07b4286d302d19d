import { index, pgTable, primaryKey, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "../users/users-table.ts";

/** Who has muted whom: what the muted person writes is left out of what the muter reads, and of nothing else. */
export const mutes = pgTable(
  "mutes",
  {
    muterId: uuid("muter_id")
      .notNull()
      .references(() => users.id),
    mutedId: uuid("muted_id")
      .notNull()
      .references(() => users.id),
    /** UUIDv7: lists are in the order of time. */
    id: uuid().notNull(),
    createdAt: timestamp("created_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.muterId, table.mutedId] }),
    index("mutes_in_order").on(table.muterId, table.id),
    index("mutes_muted_id").on(table.mutedId),
  ],
);
