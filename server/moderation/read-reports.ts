import { and, asc, eq, gt, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import type { Page } from "../graphql/paging/page-arguments.ts";
import type { ReportStatus } from "./report.type.ts";
import { type ReportRow, reports } from "./reports-table.ts";

const oldestId = "00000000-0000-0000-0000-000000000000";

/** Open reports, oldest first, or resolved ones, those resolved last first; one row more than `first` where there are more. */
export async function readReports(
  db: Database,
  status: ReportStatus,
  { first, after }: Page,
): Promise<ReportRow[]> {
  return status === "OPEN"
    ? await db
        .select()
        .from(reports)
        .where(and(isNull(reports.resolvedAt), gt(reports.id, after ?? oldestId)))
        .orderBy(asc(reports.resolvedAt), asc(reports.id))
        .limit(first + 1)
    : await db
        .select()
        .from(reports)
        .where(and(isNotNull(reports.resolvedAt), after === undefined ? undefined : comesAfter(after)))
        .orderBy(sql`${reports.resolvedAt} desc nulls first, ${reports.id} desc`)
        .limit(first + 1);
}

/** Whether a resolved report is below another one in the list. */
function comesAfter(id: string): SQL {
  const resolvedAt = sql`(select other.resolved_at from ${reports} as other where other.id = ${id})`;
  return sql`(${reports.resolvedAt}, ${reports.id}) < (${resolvedAt}, ${id}::uuid)`;
}

export async function findReport(db: Database, id: string): Promise<ReportRow | undefined> {
  const [row] = await db.select().from(reports).where(eq(reports.id, id));
  return row;
}

/** Open reports of one target are counted up to this number. */
export const maximumReportsCount = 100;

/** How many open reports there are of each of some targets, up to `maximumReportsCount`. */
export async function countOpenReports(
  db: Database,
  targetIds: readonly string[],
): Promise<Map<string, number>> {
  const wanted = sql`unnest(${sql.param([...new Set(targetIds)])}::uuid[]) as wanted (id)`;
  const open = sql`select 1 from ${reports}
    where ${reports.targetId} = wanted.id and ${reports.resolvedAt} is null
    limit ${sql.raw(String(maximumReportsCount))}`;
  const rows = await db
    .select({
      id: sql<string>`wanted.id`,
      number: sql<number>`(select count(*)::int from (${open}) as counted)`,
    })
    .from(wanted);
  return new Map(rows.map(({ id, number }) => [id, number]));
}
