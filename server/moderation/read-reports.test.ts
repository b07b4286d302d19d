import "reflect-metadata";
import { sql } from "drizzle-orm";
import { expect, it, onTestFinished } from "vitest";
import { feedRows } from "../test/support/database/feed-rows.ts";
import { explain, nodesOf, type Statement } from "../test/support/database/statement-plans.ts";
import { openTestDatabase } from "../test/support/database/test-database.ts";
import { readReports } from "./read-reports.ts";

const now = new Date("2026-11-25T12:00:00.000Z");

it("a page of open or of resolved reports is one range of an index, whatever there is besides", async () => {
  const database = await openTestDatabase();
  onTestFinished(database.close);
  const statements: Statement[] = [];
  const logged = await database.openLogged((text, values) => statements.push({ text, values }));
  onTestFinished(logged.close);
  const rows = feedRows(database.db, () => now);
  const { id } = await rows.person();
  await database.db.execute(sql`
    insert into reports (id, reporter_id, subject_id, subject_handle, target_id, target_kind, message, reason, created_at, resolved_at)
    select gen_random_uuid(), ${id}::uuid, ${id}::uuid, 'worf', gen_random_uuid(), 'USER', 'Worf', 'SPAM', ${now.toISOString()}::timestamptz,
      case when number % 2 = 0 then ${now.toISOString()}::timestamptz + number * interval '1 second' end
    from generate_series(1, 20000) number`);
  await database.db.execute(sql`analyze reports`);
  for (const status of ["OPEN", "RESOLVED"] as const) {
    const first = await readReports(logged.db, status, { first: 20, after: undefined });
    await readReports(logged.db, status, { first: 20, after: first.at(-1)?.id });
  }
  expect(statements).toHaveLength(4);
  for (const statement of statements) {
    const plan = await explain(database.db, "analyze, buffers,", statement);
    expect(nodesOf(plan).map((node) => node["Node Type"])).not.toContain("Sort");
    const blocks = (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0);
    expect(blocks).toBeLessThan(60);
  }
});
