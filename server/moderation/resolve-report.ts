import { and, eq, inArray, isNull, lte } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/transaction.ts";
import { deleteWithin } from "../feed/write/delete-activity.ts";
import { findReport } from "./read-reports.ts";
import type { ReportResolution } from "./report.type.ts";
import { type ReportRow, reports } from "./reports-table.ts";

export type Decision = {
  reportId: string;
  resolution: ReportResolution;
  moderatorId: string;
  note: string | undefined;
  now: Date;
};

export type ResolvedReport = {
  report: ReportRow;
  /** False: an earlier decision has resolved it, and this one has no effect. */
  isNew: boolean;
};

/** Reports that a transaction changes. */
const batchSize = 500;

/**
 * Resolves a report, and all other reports of its target up to now. An activity is deleted in the transaction of the
 * decision, so the record is true whoever decides at the same time; one that is gone already needs no deletion.
 *
 * @returns undefined if there is no such report; NO_ACTIVITY if what is to be deleted is a person.
 */
export async function resolveReport(
  db: Database,
  decision: Decision,
): Promise<ResolvedReport | "NO_ACTIVITY" | undefined> {
  const { reportId, resolution, now } = decision;
  const found = await findReport(db, reportId);
  if (!found) return undefined;
  const { bucket, targetId } = found;
  if (resolution === "DELETE_ACTIVITY" && bucket === null) return "NO_ACTIVITY";
  const report = await inTransaction(db, async (tx) => {
    // First of all: of two decisions at the same time the second one waits here, and then finds nothing to resolve.
    const [resolved] = await tx
      .update(reports)
      .set(toColumns(decision, found))
      .where(and(eq(reports.id, reportId), isNull(reports.resolvedAt)))
      .returning();
    if (!resolved) return undefined;
    if (resolution === "DELETE_ACTIVITY" && bucket !== null)
      await deleteWithin(tx, { bucket, id: targetId }, now);
    await resolveSome(tx, decision, found);
    return resolved;
  });
  if (!report) {
    const earlier = await findReport(db, reportId);
    return earlier && { report: earlier, isNew: false };
  }
  while ((await inTransaction(db, async (tx) => await resolveSome(tx, decision, found))) === batchSize);
  return { report, isNew: true };
}

/** @returns how many it resolved. */
async function resolveSome(tx: Database, decision: Decision, report: ReportRow): Promise<number> {
  const some = tx
    .select({ id: reports.id })
    .from(reports)
    .where(
      and(
        eq(reports.targetId, report.targetId),
        isNull(reports.resolvedAt),
        lte(reports.createdAt, decision.now),
      ),
    )
    .limit(batchSize);
  const resolved = await tx
    .update(reports)
    .set(toColumns(decision, report))
    .where(and(inArray(reports.id, some), isNull(reports.resolvedAt)))
    .returning({ id: reports.id });
  return resolved.length;
}

function toColumns(
  { resolution, moderatorId, note, now }: Decision,
  { targetKind }: ReportRow,
): Partial<typeof reports.$inferInsert> {
  return {
    resolvedAt: now,
    resolution,
    resolvedById: moderatorId,
    note: note ?? null,
    // People change: they may be reported again.
    ...(targetKind === "USER" && { heldTargetId: null }),
  };
}
