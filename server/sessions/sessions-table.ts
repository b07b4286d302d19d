import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "../users/users-table.ts";

/**
 * Sessions: a sign-in on one device, and all tokens that descend from it. They have the same `origin_jti`.
 */
export const sessions = pgTable(
  "sessions",
  {
    /** The `origin_jti` of its tokens. */
    id: text().primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /**
     * SHA-256, hex, of the family id in its refresh tokens: see `FamilyToken`. Null for a sign-in by another
     * app client, whose refresh tokens are not used here.
     */
    familyHash: text("family_hash").unique(),
    userAgent: text("user_agent"),
    createdAt: timestamp("created_at", { precision: 3, withTimezone: true }).notNull(),
    /** When the session was last refreshed, or when the user signed in. */
    lastSeenAt: timestamp("last_seen_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [
    index("sessions_user_id").on(table.userId),
    index("sessions_last_seen_at").on(table.lastSeenAt),
  ],
);

export type SessionRow = typeof sessions.$inferSelect;
