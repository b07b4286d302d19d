import { and, eq, sql } from "drizzle-orm";
import type { Check, Database } from "../database/database.ts";
import type { Feature } from "../features/feature.ts";
import { revocations } from "../sessions/revocations-table.ts";
import { sessions } from "../sessions/sessions-table.ts";
import { users } from "../users/users-table.ts";

/** A database answers, and cannot serve: it takes no writes. Its SQLSTATE is that of a refused write. */
class ReadOnlyDatabaseError extends Error {
  override name = "ReadOnlyDatabaseError";
  readonly code = "25006";
}

/**
 * A check that the database takes writes, and that the tables without which nothing is served can be read. Of each it looks
 * up a value that no row has, in an index: that costs the same at any size. A look-up that does not name the shard reaches
 * all of them in a distributed database, so that one whose server is down is found.
 */
export const databaseCheckFor =
  (features: readonly Feature[]): Check =>
  async (db) => {
    const [session] = await db
      .select({ isReadOnly: sql<boolean>`current_setting('transaction_read_only')::boolean` })
      .from(sql`(select) as nothing`);
    if (session?.isReadOnly !== false) throw new ReadOnlyDatabaseError("The database takes no writes.");
    for (const lookUp of lookUps) await lookUp(db);
    for (const { checks = [] } of features) for (const check of checks) await check(db);
  };

const one = { one: sql`1` };
const noId = "00000000-0000-0000-0000-000000000000";

const lookUps: ((db: Database) => Promise<unknown>)[] = [
  async (db) => await db.select(one).from(users).where(eq(users.id, noId)).limit(1),
  async (db) => await db.select(one).from(sessions).where(eq(sessions.id, "")).limit(1),
  async (db) =>
    await db
      .select(one)
      .from(revocations)
      .where(and(eq(revocations.kind, "SESSION"), eq(revocations.subject, "")))
      .limit(1),
];
