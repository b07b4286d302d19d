import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "../users/users-table.ts";

/** One sign-in on one device; every token that is refreshed from it shares its `origin_jti`. */
export const sessions = pgTable(
  "sessions",
  {
    /** The `origin_jti` claim of its tokens. */
    id: text().primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** SHA-256 of the newest refresh token, hex: ties the cookie to the session without keeping the token. */
    refreshTokenHash: text("refresh_token_hash").notNull().unique(),
    userAgent: text("user_agent"),
    createdAt: timestamp("created_at", { precision: 3, withTimezone: true }).notNull(),
    lastSeenAt: timestamp("last_seen_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [index("sessions_user_id").on(table.userId)],
);
