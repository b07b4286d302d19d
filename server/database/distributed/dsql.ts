import { AuroraDSQLPool } from "@aws/aurora-dsql-node-postgres-connector";
import type { MigrationSet, OnConnection, OpenDatabase } from "../database.ts";
import { poolSettings, probeSettings, wrapPool } from "../postgres/postgres.ts";
import { migrateDsql } from "./migrate-dsql.ts";

/**
 * Opens a pool of connections to an Aurora DSQL cluster. Amazon's connector authenticates by IAM, with the credentials that
 * the AWS SDK finds, and uses TLS. The one database of a cluster is always in UTF8; which settings a connection may change
 * is not documented, so that none is changed.
 */
export async function openDsql(
  url: string,
  migrations: MigrationSet[],
  onConnection?: OnConnection,
): Promise<OpenDatabase> {
  const settings = {
    connectionString: url,
    ...poolSettings,
    // A new connection fetches a token first. DSQL has no setting for timeouts, so the client's alone apply.
    connectionTimeoutMillis: 5000,
    query_timeout: 10_000,
  };
  const pool = new AuroraDSQLPool(settings);
  const database = wrapPool(pool, new AuroraDSQLPool({ ...settings, ...probeSettings }), onConnection);
  for (const each of migrations)
    await migrateDsql(async (text, values) => (await pool.query(text, values)).rows, each);
  return database;
}
