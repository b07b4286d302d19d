import type { Database } from "./database.ts";

/**
 * Builds a query once for each database and variant, and not for each request. With Postgres the name is that of a
 * prepared statement, which each connection parses and plans once.
 *
 * @param toName tells the variants apart; they must be few.
 */
export function preparedQuery<Variant, Query>(
  toName: (variant: Variant) => string,
  build: (db: Database, variant: Variant, name: string) => Query,
): (db: Database, variant: Variant) => Query {
  const built = new WeakMap<Database, Map<string, Query>>();
  return (db, variant) => {
    const queries = built.get(db) ?? new Map<string, Query>();
    built.set(db, queries);
    const name = toName(variant);
    const query = queries.get(name) ?? build(db, variant, name);
    queries.set(name, query);
    return query;
  };
}
