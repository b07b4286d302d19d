import { eq, inArray, lt } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/transaction.ts";
import { reports } from "./reports-table.ts";

/** Reports that a transaction changes. */
const batchSize = 500;

/** How long the record of a decision is kept. */
const retentionMs = 180 * 24 * 60 * 60 * 1000;

/**
 * Takes a person out of all reports, when their account is deleted. What they reported, and what was reported of them with
 * the handle of that time, stays for the moderators, and is removed with the report. Must come before the row of the user is
 * deleted.
 */
export async function forgetPersonInReports(db: Database, userId: string): Promise<void> {
  while ((await inTransaction(db, async (tx) => await forgetSome(tx, userId))) > 0);
}

/** The same for one batch in a transaction of the caller. Returns the number of reports that it changed. */
export async function forgetSome(tx: Database, userId: string): Promise<number> {
  let changed = 0;
  for (const column of ["reporterId", "subjectId", "resolvedById"] as const) {
    const some = tx
      .select({ id: reports.id })
      .from(reports)
      .where(eq(reports[column], userId))
      .limit(batchSize);
    const rows = await tx
      .update(reports)
      .set({ [column]: null })
      .where(inArray(reports.id, some))
      .returning({ id: reports.id });
    changed += rows.length;
  }
  return changed;
}

/** Removes reports that were resolved more than 180 days ago. */
export async function pruneReports(db: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - retentionMs);
  const removeSome = async (tx: Database): Promise<number> => {
    const some = tx
      .select({ id: reports.id })
      .from(reports)
      .where(lt(reports.resolvedAt, before))
      .limit(batchSize);
    return (await tx.delete(reports).where(inArray(reports.id, some)).returning({ id: reports.id })).length;
  };
  while ((await inTransaction(db, removeSome)) === batchSize);
}
