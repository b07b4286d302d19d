import { index, integer, primaryKey, text } from "drizzle-orm/pg-core";
import { localUserPool, moment } from "./database-schema.ts";
import { userPools } from "./user-pools-table.ts";

/** How often somebody tried something: hourly limits, and failed passwords with their growing lock-out. */
export const attempts = localUserPool.table(
  "attempts",
  {
    poolId: text("pool_id")
      .notNull()
      .references(() => userPools.id, { onDelete: "cascade" }),
    /** A user's id, or the hash of a name that no user has: both are counted alike, so that counting tells nothing. */
    subject: text("subject").notNull(),
    action: text("action").notNull(),
    count: integer("count").notNull(),
    firstAt: moment("first_at").notNull(),
    lastAt: moment("last_at").notNull(),
    lockedUntil: moment("locked_until"),
  },
  (table) => [
    primaryKey({ columns: [table.poolId, table.subject, table.action] }),
    index("attempts_by_age").on(table.lastAt),
  ],
);
