import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../../../database/database.ts";

/** A node of a plan, as `explain (format json)` returns it. */
export type PlanNode = {
  "Node Type": string;
  Filter?: string;
  "Index Cond"?: string;
  "Index Name"?: string;
  "Plan Rows"?: number;
  "Relation Name"?: string;
  "Rows Removed by Filter"?: number;
  "Shared Hit Blocks"?: number;
  "Shared Read Blocks"?: number;
  Plans?: PlanNode[];
};

export type Statement = { text: string; values: unknown[] };

/** @param options of EXPLAIN, each with a comma behind it */
export async function explain(db: Database, options: string, statement: Statement): Promise<PlanNode> {
  const answer = await db.execute(sql`explain (${sql.raw(options)} format json) ${withValues(statement)}`);
  const [row] = (answer as { rows: { "QUERY PLAN": [{ Plan: PlanNode }] }[] }).rows;
  if (!row) throw new Error("EXPLAIN returned no row.");
  return row["QUERY PLAN"][0].Plan;
}

function withValues({ text, values }: Statement): SQL {
  const parts = text.split(/\$(\d+)/);
  return sql.join(
    parts.map((part, index) =>
      index % 2 === 0 ? sql.raw(part) : sql`${sql.param(values[Number(part) - 1])}`,
    ),
  );
}

export function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** True for a statement that has a plan worth checking: an insert reads nothing. */
export function isPlanned({ text }: Statement): boolean {
  return /^(with|select|update|delete)/i.test(text);
}

/** Tables of which a statement may read all rows: they have few, keep them for hours, or are read once at the start. */
const smallTables = new Set([
  "account_deletions",
  "cursor_keys",
  "leases",
  "user_pools",
  "pg_attribute",
  "pg_class",
  "pg_constraint",
]);

/**
 * The tables that a statement reads as a whole, because no index has the rows that it needs. Postgres also reads tables
 * of few rows as a whole, so it is told not to.
 */
export async function tableScans(db: Database, statement: Statement): Promise<string[]> {
  const plan = await db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    return await explain(tx, "", statement);
  });
  return nodesOf(plan)
    .filter((node) => isTableScan(node) && !smallTables.has(node["Relation Name"] ?? ""))
    .map((node) => `${node["Node Type"]} of ${node["Relation Name"]} in ${statement.text}`);
}

/** An index that is read without a condition, but to filter its rows, has every row of the table too. */
function isTableScan(node: PlanNode): boolean {
  const type = node["Node Type"];
  const isWholeIndex = /^Index( Only)? Scan$/.test(type) && node["Index Cond"] === undefined;
  return type === "Seq Scan" || (isWholeIndex && node.Filter !== undefined);
}
