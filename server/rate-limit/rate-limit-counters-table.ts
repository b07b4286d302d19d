import { index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/**
 * The rate limiter's counters, for nodes that share a database but no Redis. rate-limiter-flexible prescribes
 * the columns.
 */
export const rateLimitCounters = pgTable(
  "throttle_counters",
  {
    /** The limit's name, and the SHA-256 of what it counts for. */
    key: text().primaryKey(),
    points: integer().notNull(),
    expire: timestamp({ precision: 3, withTimezone: true }),
  },
  (table) => [index("throttle_counters_expire").on(table.expire)],
);
