import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import type { Migrations, OpenDatabase } from "./database.ts";
import { migrationOptions } from "./migrations.ts";

/** Any number that no other program on the database locks: nodes that start together migrate one after the other. */
const MIGRATION_LOCK = 2_063_841;

/** Milliseconds. A database that does not answer fails requests; it does not hang them. */
const timeouts = { connectionTimeoutMillis: 3000, statement_timeout: 10_000, query_timeout: 10_000 };

/** Opens a pool of connections to a Postgres server. */
export async function openPostgres(url: string, migrations: Migrations[]): Promise<OpenDatabase> {
  await migratePostgres(url, migrations);
  const pool = new pg.Pool({ connectionString: url, ...timeouts });
  // A connection that breaks while idle is replaced by the pool; without a listener Node would exit.
  pool.on("error", () => {});
  const db = drizzle({ client: pool });
  return {
    db,
    isShared: true,
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
