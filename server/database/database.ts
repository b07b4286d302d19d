import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { isDsqlUrl } from "./dsql/is-dsql-url.ts";
import { openPglite } from "./pglite.ts";
import { openPostgres } from "./postgres.ts";

/** The query builder that features use: the same for PGlite and Postgres, and inside a transaction. */
export type Database = PgDatabase<PgQueryResultHKT>;

/** One folder of SQL migrations, whose record of what ran carries the name. */
export type Migrations = { folder: string; schema: string };

/** Where the rows live: embedded in this process, or on a Postgres server. */
export type DatabaseConfig = { kind: "pglite"; directory: string } | { kind: "postgres"; url: string };

/** Is given each new connection of `pg`, to watch it. */
export type OnConnection = (client: object) => void;

/** An open, migrated database. */
export type OpenDatabase = {
  db: Database;
  /** Whether other nodes may be at work on it. */
  isShared: boolean;
  /** How many connections there are; absent where the database is in this process. */
  connections?: () => { total: number; idle: number; waiting: number };
  /** Resolves when the database answers a query; rejects when it does not. */
  ping: () => Promise<void>;
  close: () => Promise<void>;
};

/**
 * Opens the database and brings its tables up to date.
 *
 * @throws DirectoryInUseError where another live process holds the PGlite directory.
 */
export async function openDatabase(
  config: DatabaseConfig,
  migrations: Migrations[],
  onConnection?: OnConnection,
): Promise<OpenDatabase> {
  if (config.kind === "pglite") return await openPglite(config.directory, migrations);
  if (!isDsqlUrl(config.url)) return await openPostgres(config.url, migrations, onConnection);
  const { openDsql } = await import("./dsql/dsql.ts");
  return await openDsql(config.url, migrations, onConnection);
}
