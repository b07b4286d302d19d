import { index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";
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
    /** The pool's `Session`, which the answer must repeat. */
    poolSession: text("pool_session").notNull(),
    /** Attributes that the account lacks and the answer must give, e.g. `name`; separated by commas. */
    requiredAttributes: text("required_attributes").notNull(),
    /** Wrong answers, and answers that are being checked. */
    answers: integer().notNull().default(0),
    /** When the password was given. */
    provedAt: timestamp("proved_at", { precision: 3, withTimezone: true }).notNull(),
    expiresAt: timestamp("expires_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [index("challenges_expires_at").on(table.expiresAt)],
);

export type PendingChallenge = typeof challenges.$inferSelect;
