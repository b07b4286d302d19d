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
    /** The User-Agent header, in rows from before `device`. */
    userAgent: text("user_agent"),
    /** The client that signed in, in words. */
    device: text(),
    /** Cognito's newest refresh token, sealed: see `PoolTokens`. Null for a sign-in by another app client. */
    poolToken: text("pool_token"),
    /** Hash of the refresh token that was used last: see `TokenUse`. */
    spentToken: text("spent_token"),
    spentAt: timestamp("spent_at", { precision: 3, withTimezone: true }),
    /**
     * Hashes of the refresh tokens that were issued since then, separated by spaces. Null in rows from before
     * this column, and where no refresh token is used here.
     */
    issuedTokens: text("issued_tokens"),
    /** The key of the device that signed in, in a pool that keeps track of devices: a refresh names it. */
    deviceKey: text("device_key"),
    /** The challenge of the sign-in that asked for a second factor, e.g. `SOFTWARE_TOKEN_MFA`. */
    secondFactor: text("second_factor"),
    /** The `origin_jti` of tokens from before the sign-in that replaced it: see `renewSignIn`. */
    replacedId: text("replaced_id"),
    createdAt: timestamp("created_at", { precision: 3, withTimezone: true }).notNull(),
    /** When the session was last refreshed, or when the user signed in. */
    lastSeenAt: timestamp("last_seen_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [
    index("sessions_user_id").on(table.userId),
    index("sessions_last_seen_at").on(table.lastSeenAt),
    index("sessions_replaced_id").on(table.replacedId),
  ],
);

export type SessionRow = typeof sessions.$inferSelect;
