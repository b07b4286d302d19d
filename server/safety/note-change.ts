import { sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { hiddenPeopleChanges } from "./hidden-people-changes-table.ts";
import type { Relation } from "./relations.ts";

/**
 * Tells the other nodes whose hidden people the transaction changes. It locks a row of each until the transaction ends, in
 * the order of their ids, so that two people who block each other do not wait in a circle.
 *
 * @param changeId a new one for each change.
 */
export async function noteChange(tx: Database, { by, whom }: Relation, changeId: string): Promise<void> {
  const change = { changeId, changedAt: sql`now()` };
  await tx
    .insert(hiddenPeopleChanges)
    .values([by, whom].toSorted().map((userId) => ({ userId, ...change })))
    .onConflictDoUpdate({ target: hiddenPeopleChanges.userId, set: change });
}
