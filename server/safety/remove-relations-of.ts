import { eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/transaction.ts";
import { relations } from "./relations.ts";

/** Four of these are below the number of rows that a transaction of Aurora DSQL may change. */
const rowsAtOnce = 500;

/** Removes a user's blocks and mutes, and those of the user by others. Must come before the row of the user is deleted. */
export async function removeRelationsOf(db: Database, userId: string): Promise<void> {
  while ((await inTransaction(db, async (tx) => await removeSomeRelationsOf(tx, userId))) > 0);
}

/**
 * Removes up to 500 of each kind, in the caller's transaction.
 *
 * @returns how many it removed.
 */
export async function removeSomeRelationsOf(tx: Database, userId: string): Promise<number> {
  let removed = 0;
  for (const { table, by, whom } of Object.values(relations)) {
    for (const column of [by, whom]) {
      const some = tx
        .select({ by: sql`${by}`, whom: sql`${whom}` })
        .from(table)
        .where(eq(column, userId))
        .limit(rowsAtOnce);
      const rows = await tx
        .delete(table)
        .where(inArray(sql`(${by}, ${whom})`, some))
        .returning({ id: table.id });
      removed += rows.length;
    }
  }
  return removed;
}
