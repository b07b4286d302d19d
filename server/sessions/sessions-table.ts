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
    /**
     * SHA-256, hex, of the family that all its refresh tokens name. Null where another app client signed in, whose
     * refresh tokens never come here.
     */
    familyHash: text("family_hash").unique(),
    userAgent: text("user_agent"),
    createdAt: timestamp("created_at", { precision: 3, withTimezone: true }).notNull(),
    /** When it was signed in or refreshed last. */
    lastSeenAt: timestamp("last_seen_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [
    index("sessions_user_id").on(table.userId),
    index("sessions_last_seen_at").on(table.lastSeenAt),
  ],
);

export type SessionRow = typeof sessions.$inferSelect;
