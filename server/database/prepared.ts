import type { Query } from "drizzle-orm";
import type { PgPreparedQuery } from "drizzle-orm/pg-core";
import type { Database } from "./database.ts";

/**
 * Builds a query once for each database, and not for each request. With Postgres the name is that of a prepared statement,
 * which each connection parses and plans once.
 */
export function preparedQuery<Prepared>(
  name: string,
  build: (db: Database, name: string) => Prepared,
): (db: Database) => Prepared {
  const built = new WeakMap<Database, Prepared>();
  return (db) => {
    const query = built.get(db) ?? build(db, name);
    built.set(db, query);
    return query;
  };
}

/**
 * The same for a query that comes in variants.
 *
 * @param toName tells the variants apart; they must be few.
 */
export function preparedQueries<Variant, Prepared>(
  toName: (variant: Variant) => string,
  build: (db: Database, variant: Variant, name: string) => Prepared,
): (db: Database, variant: Variant) => Prepared {
  const queries = new Map<string, (db: Database) => Prepared>();
  return (db, variant) => {
    const name = toName(variant);
    const query = queries.get(name) ?? preparedQuery(name, (on) => build(on, variant, name));
    queries.set(name, query);
    return query(db);
  };
}

/**
 * Prepares a query that reads many rows, each as a list of what the driver gives, in the order of the selection: drizzle's
 * own way of making objects of them costs as much as the rest of the query.
 */
export function prepareRows<Row>(
  db: Database,
  query: { toSQL: () => Query },
  name: string,
  isRow: (values: unknown[]) => values is Row & unknown[],
): PgPreparedQuery<{ execute: Row[]; all: unknown; values: unknown }> {
  return db._.session.prepareQuery(query.toSQL(), undefined, name, true, (rows) => rows.filter(isRow));
}
