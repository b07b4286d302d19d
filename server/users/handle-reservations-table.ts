import { index, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/**
 * Handles that are reserved between sign-up and confirmation. An address has one, which is free again once it
 * expires.
 */
export const handleReservations = pgTable(
  "handle_reservations",
  {
    handle: text().primaryKey(),
    /** Lower case. */
    email: text().notNull().unique(),
    expiresAt: timestamp("expires_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [index("handle_reservations_expires_at").on(table.expiresAt)],
);
