import { type Column, type SQL, sql } from "drizzle-orm";
import { positionsOf, type RawRow, valueAt } from "../../database/row-positions.ts";
import { activities, activityColumns } from "../model/activities-table.ts";
import type { ActivityWithAuthor } from "../model/activity.type.ts";
import type { ActivityKey } from "../model/bucket.ts";
import { mayReach } from "../../safety/may-reach.ts";
import { authorColumns, readAuthor } from "../read/author-columns.ts";

// Parts of statements that find an activity, check it, and change it in one round trip. All parts of a statement see the
// rows that were there at its start, and the rows that it locks as they are once they are locked.

/** The values of placeholders in this file. */
export function targetParameters({ bucket, id }: ActivityKey, now: Date): Record<string, unknown> {
  return { bucket, id, now: now.toISOString() };
}

const inBucket = sql`${activities.bucket} = ${sql.placeholder("bucket")}`;

/** Whether a row is the activity of the statement. */
export const isTarget = sql`${inBucket} and ${activities.id} = ${sql.placeholder("id")}`;

/** Whether a row has not expired. */
export const isCurrent = sql`${activities.expiresAt} > ${sql.placeholder("now")}`;

/**
 * Tables for a `with recursive`: `target`, the activity if it has not expired; `above`, what it replies to, up to the top
 * of its thread or to what has expired; `visible`, the target if nothing above it has expired, and neither its author nor
 * the user has blocked the other.
 *
 * @param userId who changes it.
 * @param ignoresBlocks a condition under which blocks do not count.
 * @param lock whether the target is locked, as it must be before anything that it counts is changed: then no two
 *   transactions deadlock.
 */
export function visibleActivity({
  userId,
  ignoresBlocks = sql`false`,
  lock,
}: {
  userId: SQL;
  ignoresBlocks?: SQL;
  lock: boolean;
}): SQL {
  const columns = sql.join([...Object.values(activityColumns), activities.authorId], sql`, `);
  return sql`target as (
      select ${columns} from ${activities} where ${isTarget} and ${isCurrent} ${lock ? sql`for update` : sql``}
    ), above as (
      select ${activities.replyToId}, ${isCurrent} as is_current
      from ${activities} where ${inBucket} and ${activities.id} = (select reply_to_id from target)
      union all
      select ${activities.replyToId}, ${isCurrent}
      from above join ${activities} on ${inBucket} and ${activities.id} = above.reply_to_id
      where above.is_current
    ), visible as (
      select target.* from target where (target.reply_to_id is null
        or (select bool_and(above.is_current) and bool_or(above.reply_to_id is null) from above))
        and (${ignoresBlocks} or ${mayReach(sql`target.author_id`, userId)})
    )`;
}

const selection = { ...activityColumns, author: authorColumns };
const at = positionsOf(selection);

/** The number of columns of `activityResult`: those behind it are the statement's own. */
export const resultLength = Object.keys(activityColumns).length + Object.keys(authorColumns).length;

/**
 * The columns that `readResult` reads.
 *
 * @param activity the table that has those of the activity.
 * @param author the table that has those of its author.
 * @param changed columns of the activity whose value has changed since that table was read.
 */
export function activityResult(activity: string, author: string, changed: { likesCount?: SQL } = {}): SQL {
  const inTable = (table: string, column: Column): SQL =>
    sql`${sql.identifier(table)}.${sql.identifier(column.name)}`;
  const columns = [
    ...Object.values({ ...mapped(activityColumns, (column) => inTable(activity, column)), ...changed }),
    ...Object.values(authorColumns).map((column) => inTable(author, column)),
  ];
  return sql.join(columns, sql`, `);
}

/**
 * The same for the `returning` of an insert into `activities`.
 *
 * @param author a table of one row, which has those of the author.
 */
export function returnedResult(author: string): SQL {
  const ofAuthor = Object.values(authorColumns).map(
    (column) => sql`(select ${sql.identifier(column.name)} from ${sql.identifier(author)})`,
  );
  return sql.join([...Object.values(activityColumns), ...ofAuthor], sql`, `);
}

function mapped(columns: Record<string, Column>, map: (column: Column) => SQL): Record<string, SQL> {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, map(column)]));
}

export function readResult(row: RawRow): ActivityWithAuthor {
  return {
    bucket: valueAt(row, at.bucket),
    id: valueAt(row, at.id),
    message: valueAt(row, at.message),
    audience: valueAt(row, at.audience),
    replyToId: valueAt(row, at.replyToId),
    likesCount: valueAt(row, at.likesCount),
    repliesCount: valueAt(row, at.repliesCount),
    createdAt: new Date(valueAt(row, at.createdAt)),
    expiresAt: new Date(valueAt(row, at.expiresAt)),
    author: readAuthor(row, at.author),
  };
}
