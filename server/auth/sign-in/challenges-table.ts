import { index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { ChallengeName } from "./challenge.type.ts";

/** Sign-ins that wait for one more answer. The user pool's own session stays here; the client holds a token for it. */
export const challenges = pgTable(
  "challenges",
  {
    /** SHA-256 of the challenge token, hex. */
    tokenHash: text("token_hash").primaryKey(),
    name: text().$type<ChallengeName>().notNull(),
    /** What the person signed in with. */
    email: text().notNull(),
    /** The user pool's name of the account, which it wants in the answer. */
    username: text().notNull(),
    /** The `Session` that the user pool wants back. */
    poolSession: text("pool_session").notNull(),
    /** Attributes that the account lacks and the answer must give, e.g. `name`; separated by commas. */
    requiredAttributes: text("required_attributes").notNull(),
    /** Answers that were not right, or are being looked at. */
    answers: integer().notNull().default(0),
    /** When the password was given. */
    provedAt: timestamp("proved_at", { precision: 3, withTimezone: true }).notNull(),
    expiresAt: timestamp("expires_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [index("challenges_expires_at").on(table.expiresAt)],
);

export type PendingChallenge = typeof challenges.$inferSelect;
