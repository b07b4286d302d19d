import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** The kinds of revocations, with the values that the column holds. */
export const RevocationKind = {
  /** Tokens with this `origin_jti` are refused. */
  SESSION: "SESSION",
  /** Tokens with this `sub` are refused, unless their sign-in is later than the row's `endedAt`. */
  ACCOUNT: "ACCOUNT",
  /**
   * An ACCOUNT row does not revoke the session with this `origin_jti`, unless that row is later. The value is
   * `SPARED`, as in existing rows and in the previous version, whose nodes may still run.
   */
  EXEMPT: "SPARED",
} as const;
export type RevocationKind = (typeof RevocationKind)[keyof typeof RevocationKind];

/**
 * The revocation list, with each row kept until the tokens that it refuses have expired. Without foreign
 * keys: a revocation outlives the session or user that it is about.
 */
export const revocations = pgTable(
  "revocations",
  {
    kind: text({ enum: ["SESSION", "ACCOUNT", "SPARED"] }).notNull(),
    /** The `origin_jti` or the `sub`. */
    subject: text().notNull(),
    /** For ACCOUNT: sign-ins up to this time are revoked. By the clock of the node that revoked them. */
    endedAt: timestamp("ended_at", { precision: 3, withTimezone: true }).notNull(),
    /** When the row was written. By the database's clock, since nodes must agree on which rows are new. */
    revokedAt: timestamp("revoked_at", { precision: 3, withTimezone: true }).notNull(),
    /** When the last token that the row refuses has expired. */
    forgetAt: timestamp("forget_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.subject] }),
    index("revocations_revoked_at").on(table.revokedAt),
    index("revocations_forget_at").on(table.forgetAt),
    check("revocations_kind", sql`${table.kind} in ('SESSION', 'ACCOUNT', 'SPARED')`),
  ],
);

export type RevocationRow = typeof revocations.$inferSelect;
