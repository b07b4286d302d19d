import { type SQL, sql, type SQLWrapper } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { ActivityKey } from "./bucket.ts";

/** The parameters of a prepared statement that has `preparedKeys`. */
export type WantedKeys = { buckets: number[]; ids: string[] };

export function toWantedKeys(keys: readonly ActivityKey[]): WantedKeys {
  return { buckets: keys.map(({ bucket }) => bucket), ids: keys.map(({ id }) => id) };
}

/**
 * Keys of activities as a table in a statement: two arrays, so that the text is the same for any number of keys. An index
 * finds each pair; two conditions `= any(…)` would look for each bucket with each id.
 */
export function wantedKeys(keys: readonly ActivityKey[]): SQL {
  const { buckets, ids } = toWantedKeys(keys);
  return keysTable(sql.param(buckets), sql.param(ids));
}

/** The same for a prepared statement. */
export const preparedKeys = keysTable(sql.placeholder("buckets"), sql.placeholder("ids"));

function keysTable(buckets: SQLWrapper, ids: SQLWrapper): SQL {
  return sql`unnest(${buckets}::smallint[], ${ids}::uuid[]) as wanted (bucket, id)`;
}

/** Whether a row has the one key that a prepared statement gets, as `bucket` and `id`: one server has it. */
export function hasPreparedKey(bucket: PgColumn, id: PgColumn): SQL {
  return sql`${bucket} = ${sql.placeholder("bucket")} and ${id} = ${sql.placeholder("id")}`;
}

/** Whether a row is one of the wanted ones. */
export function isWanted(bucket: PgColumn, id: PgColumn): SQL {
  return sql`${bucket} = wanted.bucket and ${id} = wanted.id`;
}

/** The keys in the order in which transactions lock activities, so that none waits for another in a circle. */
export function toLockOrder<Key extends ActivityKey>(keys: readonly Key[]): Key[] {
  return keys.toSorted((a, b) => a.bucket - b.bucket || (a.id < b.id ? -1 : 1));
}
