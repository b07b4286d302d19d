import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { users } from "../../users/users-table.ts";
import { activities } from "../model/activities-table.ts";

/**
 * What people are told of: a row per recipient, activity and kind. Who replied or mentioned is the activity's author, who
 * likes is in `likes`, and a notification is shown while its activity is: so nothing of that is stored twice.
 */
export const notifications = pgTable(
  "notifications",
  {
    /** That of the activity. */
    bucket: smallint().notNull(),
    /** REPLY and MENTION: what was written. LIKE: what is liked. */
    activityId: uuid("activity_id").notNull(),
    recipientId: uuid("recipient_id")
      .notNull()
      .references(() => users.id),
    kind: text({ enum: ["REPLY", "MENTION", "LIKE"] }).notNull(),
    /** UUIDv7: the place in the list, which another like renews. */
    id: uuid().notNull(),
    createdAt: timestamp("created_at", { precision: 3, withTimezone: true }).notNull(),
    /** That of the activity, so that a list passes what has expired in its index. Deleting the activity leaves it. */
    expiresAt: timestamp("expires_at", { precision: 3, withTimezone: true }).notNull(),
    /** LIKE: the three people whose likes were the last to renew it. Their likes, and they, may be gone. */
    newestLikerId: uuid("newest_liker_id"),
    secondLikerId: uuid("second_liker_id"),
    thirdLikerId: uuid("third_liker_id"),
  },
  (table) => [
    primaryKey({ columns: [table.bucket, table.activityId, table.recipientId, table.kind] }),
    foreignKey({
      name: "notifications_activity",
      columns: [table.bucket, table.activityId],
      foreignColumns: [activities.bucket, activities.id],
    }),
    index("notifications_recipient").on(table.recipientId, table.id, table.expiresAt),
    check("notifications_kind", sql`${table.kind} in ('REPLY', 'MENTION', 'LIKE')`),
  ],
);
