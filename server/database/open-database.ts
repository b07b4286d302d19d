import type {
  DatabaseConfig,
  DatabaseHooks,
  DatabaseWarning,
  MigrationSet,
  OpenDatabase,
} from "./database.ts";
import { isDsqlUrl } from "./distributed/is-dsql-url.ts";
import { MigrationBlockedError } from "./migrate.ts";
import { OpenDatabaseError } from "./open-database-error.ts";
import { DirectoryInUseError } from "./pglite/directory-lock.ts";
import { openPglite } from "./pglite/pglite.ts";
import { DatabaseSettingsError } from "./postgres/connection-settings.ts";
import { inspectPostgres, openPostgres } from "./postgres/postgres.ts";

/**
 * Opens the database and migrates its tables.
 *
 * @throws DirectoryInUseError if another live process holds the PGlite directory
 * @throws DatabaseSettingsError if a Postgres database is set up in a way that Cruddur cannot use
 * @throws MigrationBlockedError if another session holds a lock that a migration needs
 * @throws OpenDatabaseError for any other reason
 */
export async function openDatabase(
  config: DatabaseConfig,
  migrations: MigrationSet[],
  hooks: DatabaseHooks = {},
): Promise<OpenDatabase> {
  return await explained(config, async () => await openConfigured(config, migrations, hooks));
}

/**
 * What a start would warn of; changes nothing. Of the embedded database and of Aurora DSQL there is nothing to warn of.
 *
 * @throws the errors of `openDatabase` but those of migrations
 */
export async function inspectDatabase(config: DatabaseConfig): Promise<DatabaseWarning[]> {
  if (config.kind === "pglite" || isDsqlUrl(config.url)) return [];
  const { url } = config;
  return await explained(config, async () => (await inspectPostgres(url)).warnings);
}

/** Errors that say what to do; others are wrapped. */
const explicit = [DirectoryInUseError, DatabaseSettingsError, MigrationBlockedError];

async function explained<T>({ kind }: DatabaseConfig, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (explicit.some((each) => error instanceof each)) throw error;
    throw new OpenDatabaseError(kind, error);
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
