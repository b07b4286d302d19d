import type { DatabaseConfig, DatabaseHooks, MigrationSet, OpenDatabase } from "./database.ts";
import { isDsqlUrl } from "./distributed/is-dsql-url.ts";
import { openPglite } from "./pglite/pglite.ts";
import { openPostgres } from "./postgres/postgres.ts";

/**
 * Opens the database and migrates its tables.
 *
 * @throws DirectoryInUseError if another live process holds the PGlite directory
 */
export async function openDatabase(
  config: DatabaseConfig,
  migrations: MigrationSet[],
  hooks: DatabaseHooks = {},
): Promise<OpenDatabase> {
  if (config.kind === "pglite") return await openPglite(config.directory, migrations);
  const { url, readUrl } = config;
  if (!isDsqlUrl(url)) return await openPostgres(url, migrations, { readUrl, ...hooks });
  const { openDsql } = await import("./distributed/dsql.ts");
  return await openDsql(url, migrations, hooks.onConnection);
}
