import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { users } from "../users/users-table.ts";

/** Posts and replies. The id is a UUIDv7, so that the order of ids is the order of time. */
export const activities = pgTable(
  "activities",
  {
    id: uuid().primaryKey(),
    authorId: uuid("author_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    message: text().notNull(),
    audience: text({ enum: ["PUBLIC", "MEMBERS"] }).notNull(),
    replyToId: uuid("reply_to_id").references((): AnyPgColumn => activities.id, { onDelete: "cascade" }),
    /** Says what `reply_to_id` says already: an index serves a page in order after `= false`, not after `is null`. */
    isReply: boolean("is_reply").notNull(),
    likesCount: integer("likes_count").notNull().default(0),
    repliesCount: integer("replies_count").notNull().default(0),
    createdAt: timestamp("created_at", { precision: 3, withTimezone: true }).notNull(),
    expiresAt: timestamp("expires_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [
    index("activities_home_feed").on(table.isReply, table.id),
    index("activities_home_feed_by_audience").on(table.isReply, table.audience, table.id),
    index("activities_replies").on(table.replyToId, table.id),
    index("activities_author").on(table.authorId, table.id),
    index("activities_expires_at").on(table.expiresAt),
    check("activities_audience", sql`${table.audience} in ('PUBLIC', 'MEMBERS')`),
    check("activities_is_reply", sql`${table.isReply} = (${table.replyToId} is not null)`),
    check("activities_counts", sql`${table.likesCount} >= 0 and ${table.repliesCount} >= 0`),
    check("activities_expiry", sql`${table.expiresAt} > ${table.createdAt}`),
  ],
);

export type ActivityRow = typeof activities.$inferSelect;
