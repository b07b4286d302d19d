import { index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { FirstFactor } from "../../user-pool/profile/pool-profile.ts";
import type { ChallengeName } from "./challenge.type.ts";

/**
 * Sign-ins that wait for an answer. The user pool's session is kept here; the client gets an opaque token
 * instead.
 */
export const challenges = pgTable(
  "challenges",
  {
    /** SHA-256 of the challenge token, hex. */
    tokenHash: text("token_hash").primaryKey(),
    name: text().$type<ChallengeName>().notNull(),
    /** What named the account in the sign-in. The column has the name of the time when that was an address. */
    identifier: text("email").notNull(),
    /** The account's user name in the pool, which the answer must repeat. */
    username: text().notNull(),
    /** The pool's `Session`, which the answer must repeat; empty for a challenge that the pool has not been asked for. */
    poolSession: text("pool_session").notNull(),
    /** Attributes that the account lacks and the answer must give, e.g. `name`; separated by commas. */
    requiredAttributes: text("required_attributes").notNull(),
    /** Wrong answers, and answers that are being checked. */
    answers: integer().notNull().default(0),
    /**
     * The first factor that this sign-in has shown; NONE while the challenge asks for it. Null in rows from before this
     * column, which all follow a password.
     */
    provedFactor: text("proved_factor").$type<FirstFactor | "NONE">(),
    /** When the first factor was shown; when the sign-in began, while it is NONE. */
    provedAt: timestamp("proved_at", { precision: 3, withTimezone: true }).notNull(),
    expiresAt: timestamp("expires_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [index("challenges_expires_at").on(table.expiresAt)],
);

export type PendingChallenge = typeof challenges.$inferSelect;
