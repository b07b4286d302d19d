import { ConfigError } from "../config.ts";
import { DirectoryInUseError } from "../database/pglite/directory-lock.ts";
import { isDatabaseUnavailable } from "../database/postgres-error.ts";
import { serializeError } from "../observability/serialize-error.ts";
import { WorkerFailedError } from "../workers/primary.ts";

/** What a person can do about a command that failed. */
export function formatStartupError(error: unknown): string {
  // It has said why.
  if (error instanceof WorkerFailedError) return `\n  Cruddur cleanups: ${error.message}.\n`;
  if (error instanceof ConfigError) {
    return `\n  Cruddur cannot start like this:\n${error.problems.map((problem) => `    - ${problem}`).join("\n")}\n`;
  }
  if (error instanceof DirectoryInUseError) {
    return `\n  ${error.message}\n  Stop that one first, or set DATA_DIR to another directory.\n`;
  }
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE" && "port" in error) {
    return `\n  Port ${String(error.port)} is in use by another program.\n  Stop that one first, or set PORT (the app) or USER_POOL_PORT (the local user pool).\n`;
  }
  if (error instanceof Error && error.name === "CredentialsProviderError") {
    return "\n  There are no AWS credentials. Set them as the AWS CLI wants them, e.g. by `aws configure` or AWS_PROFILE.\n";
  }
  if (error instanceof Error && "code" in error && (error.code === "ENOTDIR" || error.code === "EEXIST")) {
    return "\n  DATA_DIR is a file. Set it to a directory.\n";
  }
  if (isDatabaseUnavailable(error)) {
    return "\n  The database of DATABASE_URL cannot be reached.\n";
  }
  const { message, stack } = serializeError(error);
  return stack || message;
}
