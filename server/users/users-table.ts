import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** The profiles of confirmed accounts. The accounts themselves are in the user pool. */
export const users = pgTable(
  "users",
  {
    /** UUIDv7. */
    id: uuid().primaryKey(),
    /** The account's `sub` in the user pool, which its tokens contain. */
    sub: text().notNull().unique(),
    /** Lower case, or as a case-sensitive pool has it. Null: the account has none. Not unique: see `ensureUser`. */
    email: text(),
    emailVerified: boolean("email_verified").notNull(),
    name: text().notNull(),
    /** Lower case. */
    handle: text().notNull().unique(),
    bio: text(),
    /** See `likenessOf`. Null: the user has not signed in since likenesses were stored. */
    likeness: text(),
    /** Whether name and handle were made up, so that the person is asked for them. Null: they were not. */
    needsProfile: boolean("needs_profile"),
    createdAt: timestamp("created_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [
    // A recovery knows the address alone.
    index("users_email").on(table.email),
    // Prefixes of handles: the unique index orders them by the language of the database.
    index("users_handle_prefix").on(table.handle.op("text_pattern_ops")),
    index("users_likeness").on(table.likeness),
    check("users_handle_format", sql`${table.handle} ~ '^[a-z0-9_]{3,30}$'`),
  ],
);

export type UserRow = typeof users.$inferSelect;
