import { index, integer, primaryKey, text } from "drizzle-orm/pg-core";
import { localUserPool, moment } from "./database-schema.ts";
import { userPools } from "./user-pools-table.ts";

/** Counters of attempts: for hourly limits, and for failed sign-ins with their lockout. */
export const attempts = localUserPool.table(
  "attempts",
  {
    poolId: text("pool_id")
      .notNull()
      .references(() => userPools.id, { onDelete: "cascade" }),
    /** A user's id, or the hash of a username that does not exist, so that limits do not reveal which users exist. */
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
