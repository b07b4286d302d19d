import { index, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/**
 * Sessions that have ended, kept for as long as an access token of theirs may still be unexpired.
 * Without a foreign key: a revocation outlives the session's row.
 */
export const revocations = pgTable(
  "revocations",
  {
    /** The `origin_jti` claim of the tokens to refuse. */
    sessionId: text("session_id").primaryKey(),
    revokedAt: timestamp("revoked_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [index("revocations_revoked_at").on(table.revokedAt)],
);
