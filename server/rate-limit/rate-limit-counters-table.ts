import { index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** Counters of attempts, for nodes that share a database and no Redis. The columns are rate-limiter-flexible's. */
export const rateLimitCounters = pgTable(
  "throttle_counters",
  {
    /** The limit, and SHA-256 of whom it counts for. */
    key: text().primaryKey(),
    points: integer().notNull(),
    expire: timestamp({ precision: 3, withTimezone: true }),
  },
  (table) => [index("throttle_counters_expire").on(table.expire)],
);
