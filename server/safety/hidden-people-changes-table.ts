import { index, pgTable, timestamp, uuid } from "drizzle-orm/pg-core";

/**
 * Whose hidden people have changed of late: nodes read from it what they must forget. A row per person, which also
 * serializes the changes of one person. Without a foreign key: a row outlives its user.
 */
export const hiddenPeopleChanges = pgTable(
  "hidden_people_changes",
  {
    userId: uuid("user_id").primaryKey(),
    /** A new one at each change, since two changes may have the same time. */
    changeId: uuid("change_id").notNull(),
    /** By the database's clock, since nodes must agree on which rows are new. */
    changedAt: timestamp("changed_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [index("hidden_people_changes_changed_at").on(table.changedAt)],
);
