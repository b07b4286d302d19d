import { pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** Work that one node at a time does, and until when it is one node's. */
export const leases = pgTable("leases", {
  name: text().primaryKey(),
  /** Names the node, anew at every start. */
  holder: text().notNull(),
  expiresAt: timestamp("expires_at", { precision: 3, withTimezone: true }).notNull(),
});
