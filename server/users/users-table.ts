import { sql } from "drizzle-orm";
import { boolean, check, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** A confirmed account's public face and profile; the account itself lives in the user pool. */
export const users = pgTable(
  "users",
  {
    /** UUIDv7. */
    id: uuid().primaryKey(),
    /** The `sub` of the user pool: what ties tokens to this row. */
    sub: text().notNull().unique(),
    email: text().notNull(),
    emailVerified: boolean("email_verified").notNull(),
    name: text().notNull(),
    /** Lower case. */
    handle: text().notNull().unique(),
    bio: text(),
    createdAt: timestamp("created_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [check("users_handle_format", sql`${table.handle} ~ '^[a-z0-9_]{3,30}$'`)],
);

export type UserRow = typeof users.$inferSelect;
