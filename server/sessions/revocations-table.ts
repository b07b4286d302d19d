import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/**
 * What has ended, kept for as long as a token of it may still come. Without foreign keys: a revocation outlives the
 * row of what it ends.
 */
export const revocations = pgTable(
  "revocations",
  {
    /**
     * SESSION: tokens with this `origin_jti` are refused. ACCOUNT: tokens with this `sub` whose sign-in is not younger
     * than the row. SPARED: a session that the row of its account does not end,
     * unless that is younger.
     */
    kind: text({ enum: ["SESSION", "ACCOUNT", "SPARED"] }).notNull(),
    /** The `origin_jti` or the `sub`. */
    subject: text().notNull(),
    /** The moment up to which sign-ins of an account end, by the node that ended them. */
    endedAt: timestamp("ended_at", { precision: 3, withTimezone: true }).notNull(),
    /** When the row came, by the database: nodes whose clocks differ must agree on what is new. */
    revokedAt: timestamp("revoked_at", { precision: 3, withTimezone: true }).notNull(),
    /** From then on no token can come. */
    forgetAt: timestamp("forget_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.subject] }),
    index("revocations_revoked_at").on(table.revokedAt),
    index("revocations_forget_at").on(table.forgetAt),
    check("revocations_kind", sql`${table.kind} in ('SESSION', 'ACCOUNT', 'SPARED')`),
  ],
);
