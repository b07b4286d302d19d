import { inArray, type SQL, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { isForeignKeyViolation } from "../database/postgres-error.ts";
import { inTransaction } from "../database/transaction.ts";
import { activities, deletedAt } from "./activities-table.ts";
import { likes } from "./likes-table.ts";

/** Rows of one kind in one transaction; Aurora DSQL allows 3,000 of all kinds. */
const batchSize = 500;

/** How long an activity that ended by itself is kept, so that no answer under way on a slow clock misses it. */
const graceMs = 60_000;

/** Takes the rows of activities that were deleted, or have ended a minute ago, and all that hangs under them. */
export async function purge(db: Database, now: Date): Promise<number> {
  const ended = now.getTime() - graceMs;
  return await removeTrees(
    db,
    sql`select id from activities where expires_at <= ${new Date(ended).toISOString()} order by expires_at limit ${batchSize}`,
  );
}
