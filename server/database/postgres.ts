import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import type { Migrations, OnConnection, OpenDatabase } from "./database.ts";
import { migrationOptions } from "./migrations.ts";

/** Any number that no other program on the database locks: nodes that start together migrate one after the other. */
const MIGRATION_LOCK = 2_063_841;

/**
 * A database that does not answer fails requests; it does not hang them. Milliseconds, but where it says seconds. The
 * server's own limits come a little before ours, because they free the connection and say why.
 */
const limits = {
  connectionTimeoutMillis: 3000,
  lock_timeout: 5000,
  statement_timeout: 8000,
  query_timeout: 10_000,
  idle_in_transaction_session_timeout: 10_000,
};

/** Connections of one node: some for each core of a database, and many nodes share it. */
export const connections = {
  max: 10,
  idleTimeoutMillis: 30_000,
  // New ones find replicas and certificates that are new; Aurora DSQL ends a connection after an hour.
  maxLifetimeSeconds: 30 * 60,
  keepAlive: true,
  application_name: "cruddur",
};

/**
 * Opens a pool of connections to a Postgres server.
 *
 * @param onConnection is given each connection before it is used.
 */
export async function openPostgres(
  url: string,
  migrations: Migrations[],
  onConnection?: OnConnection,
): Promise<OpenDatabase> {
  await migratePostgres(url, migrations);
  return fromPool(new pg.Pool({ connectionString: url, ...connections, ...limits }), onConnection);
}

/** The database behind a pool of connections. */
export function fromPool(pool: pg.Pool, onConnection?: OnConnection): OpenDatabase {
  // A connection that breaks is replaced, and what it was doing fails by itself. Without listeners Node would exit where
  // it breaks while it is idle, and where it breaks between two statements of a transaction.
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
    ping: async () => void (await db.execute(sql`select 1`)),
    close: () => pool.end(),
  };
}

/** Brings the tables up to date over a connection of its own, which the lock is bound to. */
export async function migratePostgres(url: string, migrations: Migrations[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const db = drizzle({ client });
    for (const each of migrations) await migrate(db, migrationOptions(each));
  } finally {
    await client.end();
  }
}
