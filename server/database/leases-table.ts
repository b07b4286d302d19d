import { pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** Which node does the work that only one node at a time may do, and until when. */
export const leases = pgTable("leases", {
  name: text().primaryKey(),
  /** Identifies the node; new at every start. */
  holder: text().notNull(),
  expiresAt: timestamp("expires_at", { precision: 3, withTimezone: true }).notNull(),
});
