import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { users } from "../../users/users-table.ts";

/**
 * `expires_at` of a deleted activity: expired by any node's clock, and the first to be purged. Its row stays until all
 * replies below it are purged.
 */
export const deletedAt = new Date(0);

/**
 * Posts and replies. Ids are UUIDv7, so their order is the order of time. A reply has the audience and expiry of the post
 * at the top of its thread, and its bucket, which leads all keys: a distributed database keeps a bucket on one server. No
 * foreign key cascades: some databases of docs/scale.md cannot.
 */
export const activities = pgTable(
  "activities",
  {
    /** See `bucket.ts`. */
    bucket: smallint().notNull(),
    id: uuid().notNull(),
    authorId: uuid("author_id")
      .notNull()
      .references(() => users.id),
    message: text().notNull(),
    audience: text({ enum: ["PUBLIC", "MEMBERS"] }).notNull(),
    replyToId: uuid("reply_to_id"),
    /** Redundant to `reply_to_id`: an index returns a page in order for `= false`, but not for `is null`. */
    isReply: boolean("is_reply").notNull(),
    /** Chosen by the client: posts, and replies in one thread, that an author sends with the same key are written once. */
    idempotencyKey: text("idempotency_key"),
    likesCount: integer("likes_count").notNull().default(0),
    repliesCount: integer("replies_count").notNull().default(0),
    createdAt: timestamp("created_at", { precision: 3, withTimezone: true }).notNull(),
    expiresAt: timestamp("expires_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.bucket, table.id] }),
    foreignKey({
      name: "activities_reply_to",
      columns: [table.bucket, table.replyToId],
      foreignColumns: [table.bucket, table.id],
    }),
    index("activities_home_feed").on(table.isReply, table.id),
    index("activities_home_feed_by_audience").on(table.isReply, table.audience, table.id),
    index("activities_replies_of_parent").on(table.bucket, table.replyToId, table.id),
    index("activities_author").on(table.authorId, table.isReply, table.id),
    index("activities_author_by_audience").on(table.authorId, table.isReply, table.audience, table.id),
    uniqueIndex("activities_key_of_author").on(table.bucket, table.authorId, table.idempotencyKey),
    index("activities_expires_at").on(table.expiresAt),
    index("activities_ending").on(table.isReply, table.audience, table.expiresAt),
    check("activities_bucket", sql`${table.bucket} between 0 and 4095`),
    check("activities_audience", sql`${table.audience} in ('PUBLIC', 'MEMBERS')`),
    check("activities_is_reply", sql`${table.isReply} = (${table.replyToId} is not null)`),
    check("activities_counts", sql`${table.likesCount} >= 0 and ${table.repliesCount} >= 0`),
    check(
      "activities_expiry",
      sql`${table.expiresAt} > ${table.createdAt} or ${table.expiresAt} = '1970-01-01T00:00:00Z'`,
    ),
    check(
      "activities_message",
      sql`char_length(${table.message}) between 1 and case when ${table.isReply} then 1024 else 280 end`,
    ),
  ],
);

type ActivityRow = typeof activities.$inferSelect;

/** The columns of an activity that responses are made of. */
export const activityColumns = {
  bucket: activities.bucket,
  id: activities.id,
  message: activities.message,
  audience: activities.audience,
  replyToId: activities.replyToId,
  likesCount: activities.likesCount,
  repliesCount: activities.repliesCount,
  createdAt: activities.createdAt,
  expiresAt: activities.expiresAt,
};

export type StoredActivity = Pick<ActivityRow, keyof typeof activityColumns>;
