import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

/** The query builder that features use: the same for PGlite and Postgres, and inside a transaction. */
export type Database = PgDatabase<PgQueryResultHKT>;

/** One folder of SQL migrations, whose record of what ran carries the name. */
export type MigrationSet = { folder: string; schema: string };

/** Where the rows live: embedded in this process, or on a Postgres server. */
export type DatabaseConfig =
  | { kind: "pglite"; directory: string }
  | {
      kind: "postgres";
      /** Of one server; or of several, of which one takes writes. */
      url: string;
      /** Of a replica. */
      readUrl: string | undefined;
    };

/** Reads from whichever database may answer now: the work may be done twice, and changes nothing. */
export type Read = <T>(work: (db: Database) => Promise<T>) => Promise<T>;

/** Is given each new connection of `pg`, to watch it. */
export type OnConnection = (client: object) => void;

/** What is told of a Postgres server. */
export type DatabaseHooks = {
  onConnection?: OnConnection | undefined;
  /** Hears of a replica that cannot be read from. */
  onReplicaError?: ((error: unknown) => void) | undefined;
};

/** An open, migrated database. */
export type OpenDatabase = {
  db: Database;
  /** Whether other nodes may be at work on it. */
  isShared: boolean;
  /** How many connections there are, and statements that wait for one; absent where the database is in this process. */
  connections?: () => { total: number; idle: number; waiting: number };
  /** Resolves when the database answers a query; rejects when it does not. */
  ping: () => Promise<void>;
  /** Where reads may go to a replica. */
  read?: Read;
  /** Who answered these so far. */
  readCounts?: Readonly<{ replica: number; primary: number }>;
  close: () => Promise<void>;
};
