import { AuroraDSQLPool } from "@aws/aurora-dsql-node-postgres-connector";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import type { Migrations, OpenDatabase } from "../database.ts";
import { connections } from "../postgres.ts";
import { migrateDsql } from "./migrate-dsql.ts";

/**
 * Opens a pool of connections to an Aurora DSQL cluster: Amazon's connector signs in by IAM, with the credentials that
 * the AWS SDK finds, and speaks TLS.
 */
export async function openDsql(url: string, migrations: Migrations[]): Promise<OpenDatabase> {
  const pool = new AuroraDSQLPool({
    connectionString: url,
    ...connections,
    // A new connection begins with a token, and DSQL gives a transaction five minutes: the limits are ours alone.
    connectionTimeoutMillis: 5000,
    query_timeout: 10_000,
  });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  for (const each of migrations)
    await migrateDsql(async (text, values) => (await pool.query(text, values)).rows, each);
  const db = drizzle({ client: pool });
  return {
    db,
    isShared: true,
    ping: async () => void (await db.execute(sql`select 1`)),
    close: () => pool.end(),
  };
}
