import type { DatabaseConfig, DatabaseHooks, MigrationSet, OpenDatabase } from "./database.ts";
import { isDsqlUrl } from "./distributed/is-dsql-url.ts";
import { OpenDatabaseError } from "./open-database-error.ts";
import { DirectoryInUseError } from "./pglite/directory-lock.ts";
import { openPglite } from "./pglite/pglite.ts";
import { DatabaseSettingsError } from "./postgres/connection-settings.ts";
import { openPostgres } from "./postgres/postgres.ts";

/**
 * Opens the database and migrates its tables.
 *
 * @throws DirectoryInUseError if another live process holds the PGlite directory
 * @throws DatabaseSettingsError if a Postgres database is set up in a way that Cruddur cannot use
 * @throws OpenDatabaseError for any other reason
 */
export async function openDatabase(
  config: DatabaseConfig,
  migrations: MigrationSet[],
  hooks: DatabaseHooks = {},
): Promise<OpenDatabase> {
  try {
    return await openConfigured(config, migrations, hooks);
  } catch (error) {
    if (error instanceof DirectoryInUseError || error instanceof DatabaseSettingsError) throw error;
    throw new OpenDatabaseError(config.kind, error);
  }
}

async function openConfigured(
  config: DatabaseConfig,
  migrations: MigrationSet[],
  hooks: DatabaseHooks,
): Promise<OpenDatabase> {
  if (config.kind === "pglite") return await openPglite(config.directory, migrations);
  const { url, readUrl } = config;
  if (!isDsqlUrl(url)) return await openPostgres(url, migrations, { readUrl, ...hooks });
  const { openDsql } = await import("./distributed/dsql.ts");
  return await openDsql(url, migrations, hooks.onConnection);
}
