import { foreignKey, index, pgTable, primaryKey, smallint, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "../../users/users-table.ts";
import { activities } from "./activities-table.ts";

/** At most one row per user and activity. */
export const likes = pgTable(
  "likes",
  {
    /** That of the activity. */
    bucket: smallint().notNull(),
    activityId: uuid("activity_id").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    createdAt: timestamp("created_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.bucket, table.activityId, table.userId] }),
    foreignKey({
      name: "likes_activity",
      columns: [table.bucket, table.activityId],
      foreignColumns: [activities.bucket, activities.id],
    }),
    index("likes_of_user").on(table.userId, table.activityId),
  ],
);
