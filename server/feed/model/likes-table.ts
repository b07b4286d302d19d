import { index, pgTable, primaryKey, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "../../users/users-table.ts";
import { activities } from "./activities-table.ts";

/** At most one row per user and activity. */
export const likes = pgTable(
  "likes",
  {
    activityId: uuid("activity_id")
      .notNull()
      .references(() => activities.id),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    createdAt: timestamp("created_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.activityId, table.userId] }),
    index("likes_user_id").on(table.userId),
  ],
);
