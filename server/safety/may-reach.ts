import { and, type SQL, sql, type SQLWrapper } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { preparedStatement } from "../database/prepared.ts";
import { blocks } from "./blocks-table.ts";

/**
 * Whether one user has not blocked another, as a condition of a statement: one look-up in the primary key for each row.
 * A scalar subquery, because Postgres may turn `exists` into a join that reads all blocks of a person whom many have
 * blocked.
 */
export function hasNotBlocked(blocker: SQLWrapper, blocked: SQLWrapper): SQL {
  return sql`(select true from ${blocks}
    where ${blocks.blockerId} = ${blocker} and ${blocks.blockedId} = ${blocked}) is null`;
}

/** Whether neither of two users has blocked the other, as a condition of a statement. */
export function mayReach(one: SQLWrapper, other: SQLWrapper): SQL | undefined {
  return and(hasNotBlocked(one, other), hasNotBlocked(other, one));
}

/** The same as a statement of its own. */
export async function readMayReach(db: Database, one: string, other: string): Promise<boolean> {
  const [row] = await mayReachNow(db, { one, other });
  return row?.[0] === true;
}

const mayReachNow = preparedStatement(
  "may_reach",
  () => sql`select ${mayReach(sql`${sql.placeholder("one")}::uuid`, sql`${sql.placeholder("other")}::uuid`)}`,
);
