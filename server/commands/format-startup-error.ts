import { ConfigError } from "../config/read-config.ts";
import { MigrationBlockedError } from "../database/migrate.ts";
import { DirectoryInUseError } from "../database/pglite/directory-lock.ts";
import { DatabaseSettingsError } from "../database/postgres/connection-settings.ts";
import { CommandError } from "./options/command-error.ts";
import { explainDatabaseError } from "./explain-database-error.ts";
import { FeatureError } from "../features/feature-error.ts";
import { serializeError } from "../observability/serialize-error.ts";
import { WorkerFailedError } from "../workers/primary.ts";

/** Explains why a command failed, and what to do about it. */
export function formatStartupError(error: unknown): string {
  // The worker has printed the reason.
  if (error instanceof WorkerFailedError) return `\n  Cruddur stops: ${error.message}.\n`;
  if (error instanceof CommandError)
    return `\n${error.lines.flatMap((line) => (line === "" ? [] : `  ${line}\n`)).join("")}`;
  if (error instanceof ConfigError || error instanceof FeatureError) {
    return `\n  Cruddur cannot start:\n${error.problems.map((problem) => `    - ${problem}`).join("\n")}\n`;
  }
  if (error instanceof DatabaseSettingsError) {
    return `\n  The database of DATABASE_URL cannot be used:\n${error.problems.map((problem) => `    - ${problem}`).join("\n")}\n`;
  }
  if (error instanceof MigrationBlockedError) return `\n  ${explainBlockedMigration(error)}\n`;
  if (error instanceof DirectoryInUseError) {
    return `\n  ${error.message}\n  Stop that process first, or set DATA_DIR to another directory.\n`;
  }
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE" && "port" in error) {
    return `\n  Port ${String(error.port)} is in use by another program.\n  Stop that program first, or set PORT (the app) or USER_POOL_PORT (the local user pool).\n`;
  }
  if (error instanceof Error && error.name === "CredentialsProviderError") {
    return "\n  There are no AWS credentials. Set them as for the AWS CLI, e.g. with `aws configure` or AWS_PROFILE.\n";
  }
  if (error instanceof Error && error.name === "TriggerModuleError") {
    return `\n  ${error.message}\n  Correct the module that USER_POOL_TRIGGERS names.\n`;
  }
  const refusal = explainDatabaseError(error);
  if (refusal !== undefined) return `\n  ${refusal}\n`;
  const { message, stack } = serializeError(error);
  return stack || message;
}

function explainBlockedMigration({ waitsFor, waitedMs, holders }: MigrationBlockedError): string {
  const seconds = Math.round(waitedMs / 1000);
  if (waitsFor === "table")
    return `The tables cannot be migrated: another session has used one of them for ${seconds} s. End long transactions (select pid, xact_start, query from pg_stat_activity order by xact_start), then start again.`;
  const [holder = "its pid"] = holders;
  return `The tables cannot be migrated: another session has held the lock of the migrations for ${seconds} s. If a node migrates, wait until it has started, then start this one. Otherwise end that session: select pg_terminate_backend(${holder}).`;
}
