import { callbackify } from "node:util";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import type { DatabaseHooks, MigrationSet, OnConnection, OpenDatabase } from "../database.ts";
import { prepareConnection, prepareMigration, toConnectionString } from "./connection-settings.ts";
import { guardConnection } from "./guard-connection.ts";
import { toHostUrls } from "./host-urls.ts";
import { migrationOptions } from "../migrations.ts";
import { createPrimaryFinder, type FindPrimary } from "./primary-finder.ts";
import { openReplica } from "./replica.ts";

/** An arbitrary advisory lock, by which nodes that start together migrate one after the other. */
const MIGRATION_LOCK = 2_063_841;

/**
 * Timeouts in milliseconds, so that requests fail instead of waiting for a database that does not answer. The server's
 * timeouts are shorter than the driver's, because they keep the connection usable and give a reason.
 */
const timeouts = {
  connectionTimeoutMillis: 3000,
  lock_timeout: 5000,
  statement_timeout: 8000,
  query_timeout: 10_000,
  idle_in_transaction_session_timeout: 10_000,
};

/** The connections of one node: a few for each core of the database, which many nodes share. */
export const poolSettings = {
  max: 10,
  idleTimeoutMillis: 30_000,
  // New connections use new hosts and certificates; Aurora DSQL closes connections after an hour.
  maxLifetimeSeconds: 30 * 60,
  keepAlive: true,
  application_name: "cruddur",
};

/** The connection of probes. */
export const probeSettings = { max: 1, application_name: "cruddur probes" };

export type PostgresOptions = DatabaseHooks & {
  /** The URL of a replica. */
  readUrl?: string | undefined;
};

/** Opens a pool of connections to a Postgres server: to the primary, if the URL names several servers. */
export async function openPostgres(
  url: string,
  migrations: MigrationSet[],
  { readUrl, onReplicaError = () => {}, onConnection }: PostgresOptions = {},
): Promise<OpenDatabase> {
  const urls = toHostUrls(url);
  const findPrimary = urls.length > 1 ? createPrimaryFinder(urls) : undefined;
  const primaryUrl = findPrimary ? (await findPrimary()).url : url;
  await migratePostgres(primaryUrl, migrations);
  const settings = {
    connectionString: toConnectionString(primaryUrl),
    ...poolSettings,
    ...timeouts,
    onConnect: prepareConnection,
    ...(findPrimary && { Client: createPrimaryClient(findPrimary) }),
  };
  const pool = new pg.Pool(settings);
  let onWrite = (): void => {};
  pool.on("connect", (client) => guardConnection(client, () => onWrite()));
  const database = wrapPool(pool, new pg.Pool({ ...settings, ...probeSettings }), onConnection);
  if (readUrl === undefined) return database;
  const replica = openReplica(database.db, readUrl, onReplicaError);
  onWrite = replica.noteWrite;
  return {
    ...database,
    read: replica.read,
    readCounts: replica.readCounts,
    close: async () => {
      await replica.close();
      await database.close();
    },
  };
}

/**
 * Makes a database of a pool of connections.
 *
 * @param probes the connection of `ping`: a node whose connections are all in use is busy, and not out of order.
 */
export function wrapPool(pool: pg.Pool, probes: pg.Pool, onConnection?: OnConnection): OpenDatabase {
  probes.on("error", () => {});
  // The pool replaces a broken connection, and its statement fails by itself. Without listeners Node would exit when an
  // idle connection breaks, or one between two statements of a transaction.
  pool.on("error", () => {});
  pool.on("connect", (client) => {
    client.on("error", () => {});
    onConnection?.(client);
  });
  const db = drizzle({ client: pool });
  return {
    db,
    isShared: true,
    connections: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    ping: async () => void (await probes.query("select 1")),
    close: async () => {
      await probes.end();
      await pool.end();
    },
  };
}

/** A client that finds the primary before it connects. */
function createPrimaryClient(findPrimary: FindPrimary): new () => pg.Client {
  return class extends pg.Client {
    override connect(): Promise<pg.Client>;
    override connect(callback: ((error: Error) => void) | ((error: null, client: pg.Client) => void)): void;
    override connect(callback?: (...result: never[]) => void): Promise<pg.Client> | void {
      const connect = async (): Promise<pg.Client> => await this.#connectToPrimary();
      if (!callback) return connect();
      callbackify(connect)((error, client) => Reflect.apply(callback, undefined, [error, client]));
    }

    async #connectToPrimary(): Promise<pg.Client> {
      const { host, port } = await findPrimary();
      Object.assign(this, { host, port });
      return await super.connect();
    }
  };
}

/**
 * Migrates the tables on a connection of its own, which holds the lock.
 *
 * @throws DatabaseSettingsError where the database is set up in a way that no connection can change
 */
export async function migratePostgres(url: string, migrations: MigrationSet[]): Promise<void> {
  const client = new pg.Client({ connectionString: toConnectionString(url) });
  await client.connect();
  try {
    await prepareMigration(client);
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const db = drizzle({ client });
    for (const each of migrations) await migrate(db, migrationOptions(each));
  } finally {
    await client.end();
  }
}
