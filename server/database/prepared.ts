import type { Query, SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { declareBriefWrite } from "./brief-writes.ts";
import type { Database } from "./database.ts";
import { type Positions, positionsOf, type RawRow, type Selection } from "./row-positions.ts";

/**
 * Builds a query once per database instead of once per request. On Postgres the name is that of a prepared statement,
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
 * The same for a query with variants.
 *
 * @param toName names a variant; there must be few of them.
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

/** A prepared query that returns raw rows. */
export type PreparedRows<Fields> = {
  execute: (parameters: Record<string, unknown>) => Promise<RawRow[]>;
  /** Where each selected column stands in a row. */
  at: Positions<Fields>;
};

/**
 * Prepares a query that reads many rows and returns them raw: drizzle's own mapping to objects takes as long as the rest
 * of the query.
 */
export function prepareRows<Fields extends Selection>(
  db: Database,
  query: { toSQL: () => Query; _: { readonly selectedFields: Fields } },
  name: string,
): PreparedRows<Fields> {
  const prepared = db._.session.prepareQuery<{ execute: RawRow[]; all: unknown; values: unknown }>(
    query.toSQL(),
    undefined,
    name,
    true,
    (rows) => rows,
  );
  return {
    execute: async (parameters) => await prepared.execute(parameters),
    at: positionsOf(query._.selectedFields),
  };
}

/** Executes a statement that is written in SQL, and returns its raw rows. */
export type ExecuteStatement = (db: Database, parameters: Record<string, unknown>) => Promise<RawRow[]>;

const dialect = new PgDialect();

type StatementOptions = {
  /** See `declareBriefWrite`. Default: false. */
  isBriefWrite?: boolean;
};

/**
 * Prepares a statement that the query builder cannot express. Its values are placeholders, which need a cast where
 * Postgres cannot infer their type.
 */
export function preparedStatement(
  name: string,
  build: () => SQL,
  { isBriefWrite = false }: StatementOptions = {},
): ExecuteStatement {
  if (isBriefWrite) declareBriefWrite(name);
  const prepared = preparedQuery(name, (db) => {
    const query = dialect.sqlToQuery(build());
    return db._.session.prepareQuery<{ execute: RawRow[]; all: unknown; values: unknown }>(
      query,
      undefined,
      name,
      true,
      (rows) => rows,
    );
  });
  return async (db, parameters) => await prepared(db).execute(parameters);
}

/**
 * The same for a statement with variants.
 *
 * @param toName names a variant; there must be few of them.
 */
export function preparedStatements<Variant>(
  toName: (variant: Variant) => string,
  build: (variant: Variant) => SQL,
  options: StatementOptions = {},
): (db: Database, variant: Variant, parameters: Record<string, unknown>) => Promise<RawRow[]> {
  const statements = new Map<string, ExecuteStatement>();
  return async (db, variant, parameters) => {
    const name = toName(variant);
    const statement = statements.get(name) ?? preparedStatement(name, () => build(variant), options);
    statements.set(name, statement);
    return await statement(db, parameters);
  };
}
