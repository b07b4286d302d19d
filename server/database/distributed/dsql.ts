import { AuroraDSQLPool } from "@aws/aurora-dsql-node-postgres-connector";
import type { MigrationSet, OnConnection, OpenDatabase } from "../database.ts";
import { poolSettings, wrapPool } from "../postgres/postgres.ts";
import { migrateDsql } from "./migrate-dsql.ts";

/**
 * Opens a pool of connections to an Aurora DSQL cluster: Amazon's connector signs in by IAM, with the credentials that
 * the AWS SDK finds, and speaks TLS.
 */
export async function openDsql(
  url: string,
  migrations: MigrationSet[],
  onConnection?: OnConnection,
): Promise<OpenDatabase> {
  const pool = new AuroraDSQLPool({
    connectionString: url,
    ...poolSettings,
    // A new connection begins with a token, and DSQL gives a transaction five minutes: the limits are ours alone.
    connectionTimeoutMillis: 5000,
    query_timeout: 10_000,
  });
  const database = wrapPool(pool, onConnection);
  for (const each of migrations)
    await migrateDsql(async (text, values) => (await pool.query(text, values)).rows, each);
  return database;
}
