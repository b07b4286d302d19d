import { callbackify } from "node:util";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import type { Database, DatabaseHooks, MigrationSet, OnConnection, OpenDatabase } from "../database.ts";
import { prepareAndMigrate } from "../migrate.ts";
import type { Row, RunStatement } from "../run-statement.ts";
import { checkSettings, prepareConnection, toConnectionString } from "./connection-settings.ts";
import { describeOnce } from "./describe-once.ts";
import { guardConnection } from "./guard-connection.ts";
import { toHostUrls } from "./host-urls.ts";
import { inspectServer, type ServerInspection } from "./inspect-server.ts";
import { sendUnnamed } from "./named-statements.ts";
import { createPrimaryFinder, type FindPrimary } from "./primary-finder.ts";
import { openReplica } from "./replica.ts";
import { retryReads } from "./retry-reads.ts";
import { shareConnections } from "./share-connections.ts";

/**
 * Timeouts in milliseconds, so that requests fail instead of waiting for a database that does not answer. The server's
 * timeouts are shorter than the driver's, because they keep the connection usable and give a reason.
 */
const timeouts = {
  connectionTimeoutMillis: 3000,
  lock_timeout: 5000,
  statement_timeout: 8000,
  idle_in_transaction_session_timeout: 10_000,
};
const queryTimeoutMs = 10_000;

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
  { readUrl, onReplicaError = () => {}, onConnection, onWarning = () => {} }: PostgresOptions = {},
): Promise<OpenDatabase> {
  const findPrimary = toPrimaryFinder(url);
  const primaryUrl = findPrimary ? (await findPrimary()).url : url;
  const { warnings, breaksNames } = await migratePostgres(primaryUrl, migrations);
  for (const warning of warnings) onWarning(warning);
  const settings = {
    connectionString: toConnectionString(primaryUrl),
    ...poolSettings,
    ...timeouts,
    query_timeout: queryTimeoutMs,
    pipeline: true,
    onConnect: prepareConnection,
    ...(findPrimary && { Client: createPrimaryClient(findPrimary) }),
  };
  const pool = new pg.Pool(settings);
  let onWrite = (): void => {};
  pool.on("connect", (client) => {
    describeOnce(client);
    sendUnnamed(client, () => breaksNames);
    guardConnection(client, () => onWrite());
  });
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
 * @param probes the connection of `probe`: a node whose connections are all in use is busy, and not out of order.
 */
export function wrapPool(pool: pg.Pool, probes: pg.Pool, onConnection?: OnConnection): OpenDatabase {
  probes.on("error", () => {});
  probes.on("connect", (client) => client.on("error", () => {}));
  // The pool replaces a broken connection, and its statement fails by itself. Without listeners Node would exit when an
  // idle connection breaks, or one between two statements of a transaction.
  pool.on("error", () => {});
  pool.on("connect", (client) => {
    client.on("error", () => {});
    onConnection?.(client);
  });
  const countWaiting = shareConnections(pool);
  retryReads(pool);
  const db = drizzle({ client: pool });
  return {
    db,
    isShared: true,
    connections: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: countWaiting() }),
    probe: async (check) => {
      const client = await probes.connect();
      let failure: Error | undefined;
      try {
        await check(drizzle({ client }));
      } catch (error) {
        failure = error instanceof Error ? error : new Error("The check failed.");
        throw error;
      } finally {
        // The next check gets another connection: this one may have reached a server that is no primary any more.
        client.release(failure);
      }
    },
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
 * Migrates the tables on a connection of its own, and inspects what a pooler makes of it.
 *
 * @throws DatabaseSettingsError where the database is set up in a way that no connection can change
 * @throws MigrationBlockedError where other sessions hold locks for too long
 */
export async function migratePostgres(url: string, migrations: MigrationSet[]): Promise<ServerInspection> {
  return await withClient(url, async (client, inspection) => {
    const db = drizzle({ client });
    const run: RunStatement = async (text, values) => (await client.query<Row>(text, values)).rows;
    const openOther = async () => await openMigrationConnection(url);
    for (const each of migrations) await prepareAndMigrate({ db, run, openOther }, each);
    return inspection;
  });
}

/** Another connection for the time of a migration. */
async function openMigrationConnection(url: string): Promise<{ db: Database; close: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: toConnectionString(url), ...timeouts });
  // Its statements fail by themselves.
  client.on("error", () => {});
  await client.connect();
  return { db: drizzle({ client }), close: async () => await client.end() };
}

/** Absent: the URL names one server. */
function toPrimaryFinder(url: string): FindPrimary | undefined {
  const urls = toHostUrls(url);
  return urls.length > 1 ? createPrimaryFinder(urls) : undefined;
}

/** Inspects a server without changing anything. @throws DatabaseSettingsError like a start */
export async function inspectPostgres(url: string): Promise<ServerInspection> {
  const primary = await toPrimaryFinder(url)?.();
  return await withClient(primary?.url ?? url, async (_client, inspection) => inspection);
}

/** Works on a connection that has the settings of requests, and was inspected. */
async function withClient<T>(
  url: string,
  work: (client: pg.Client, inspection: ServerInspection) => Promise<T>,
): Promise<T> {
  const settings = { connectionString: toConnectionString(url), ...timeouts };
  const client = new pg.Client(settings);
  // A connection that breaks between two statements fails the second one.
  client.on("error", () => {});
  await client.connect();
  try {
    await checkSettings(client);
    return await work(client, await inspectServer(client, settings));
  } finally {
    await client.end().catch(() => {});
  }
}
