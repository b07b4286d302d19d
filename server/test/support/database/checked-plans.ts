import type { OpenDatabase } from "../../../database/database.ts";
import { bucketFaults } from "./bucket-rules.ts";
import { isPlanned, type Statement, tableScans } from "./statement-plans.ts";
import type { TestDatabase } from "./test-database.ts";

/** Statements that were checked: the tests of a worker execute the same ones again and again. */
const checked = new Set<string>();

/**
 * Collects the statements that an application executes in an embedded database. `checkPlans` returns the table scans in
 * those that no other test has executed before, and what they do with activities and likes without naming the bucket.
 *
 * @param onStatement called with each statement, also on a Postgres server.
 */
export async function withCheckedPlans(
  database: TestDatabase,
  onStatement?: (text: string) => void,
): Promise<{ open: OpenDatabase; checkPlans: () => Promise<string[]> }> {
  // A logged connection to a Postgres server has other settings than the application's; the statements are the same.
  if (database.url !== undefined) {
    const logged = onStatement ? await database.openLogged(onStatement) : undefined;
    const close = async (): Promise<void> => {
      await logged?.close();
      await database.close();
    };
    return { open: { ...database, ...(logged && { db: logged.db }), close }, checkPlans: async () => [] };
  }
  const executed: Statement[] = [];
  const { db } = await database.openLogged((text, values) => {
    onStatement?.(text);
    if (checked.has(text)) return;
    checked.add(text);
    executed.push({ text, values });
  });
  return {
    open: { ...database, db },
    checkPlans: async () => {
      const scans = await Promise.all(
        executed.filter(isPlanned).map(async (statement) => await tableScans(database.db, statement)),
      );
      return [...scans.flat(), ...executed.flatMap(({ text }) => bucketFaults(text))];
    },
  };
}
