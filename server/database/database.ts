import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { RunStatement } from "./run-statement.ts";

/** The query builder that features use: the same on PGlite, on Postgres, and within a transaction. */
export type Database = PgDatabase<PgQueryResultHKT>;

/** A connection that migrates. */
export type MigrationSession = {
  db: Database;
  /** Executes a statement on the same connection. */
  run: RunStatement;
  /** Another connection, for use while the first one is busy; absent where no other node can be. */
  openOther?: () => Promise<{ db: Database; close: () => Promise<void> }>;
};

/** A folder of SQL migrations, and the name of the record of those that were executed. */
export type MigrationSet = {
  folder: string;
  schema: string;
  /** What happens outside of the transaction and lock of a migration. Not on Aurora DSQL. */
  preparation?: {
    /** The migration that it prepares, by the name of its file: all earlier ones are executed first. */
    migration: string;
    /** @returns what is called after the migrations, also when they fail. */
    prepare: (session: MigrationSession) => Promise<() => Promise<void>>;
  };
};

/** Where the database is: embedded in this process, or on a Postgres server. */
export type DatabaseConfig =
  | { kind: "pglite"; directory: string }
  | {
      kind: "postgres";
      /** Of one server, or of several of which one is the primary. */
      url: string;
      /** Of a replica. */
      readUrl: string | undefined;
    };

/** Reads from the replica if it is up to date, otherwise from the primary. The work may be repeated, and must only read. */
export type Read = <T>(work: (db: Database) => Promise<T>) => Promise<T>;

/** Rejects if the database cannot serve. */
export type Check = (db: Database) => Promise<void>;

/** What the database or a pooler in front of it does otherwise than the program expects, without stopping it. */
export type DatabaseWarning = {
  code: "NO_STATEMENT_TIMEOUT" | "NAMED_STATEMENTS_BROKEN";
  problem: string;
  remedy: string;
};

/** Called with each new connection of `pg`. */
export type OnConnection = (client: object) => void;

/** Callbacks for connections and the replica. */
export type DatabaseHooks = {
  onConnection?: OnConnection | undefined;
  /** Called when the replica cannot be read. */
  onReplicaError?: ((error: unknown) => void) | undefined;
  onWarning?: ((warning: DatabaseWarning) => void) | undefined;
};

/** An open, migrated database. */
export type OpenDatabase = {
  db: Database;
  /** Whether other nodes may use it too. */
  isShared: boolean;
  /** Counts of connections, and of statements that wait for one; absent for an embedded database. */
  connections?: () => { total: number; idle: number; waiting: number };
  /** Executes a check on a connection that serves no requests. One on which a check fails is replaced. */
  probe: (check: Check) => Promise<void>;
  /** Present if there is a replica. */
  read?: Read;
  /** How many reads each server has answered. */
  readCounts?: Readonly<{ replica: number; primary: number }>;
  close: () => Promise<void>;
};
