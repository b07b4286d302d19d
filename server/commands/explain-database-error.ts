import { OpenDatabaseError } from "../database/open-database-error.ts";
import { isDatabaseUnavailable } from "../database/postgres-error.ts";

/** What to do by the SQLSTATE, the system's code or the message of an error; the first that matches. */
const remedies: [RegExp, string][] = [
  [
    /unsupported startup parameter/,
    "Add the parameter to ignore_startup_parameters of PgBouncer, as docs/operations.md#pgbouncer lists them.",
  ],
  [/Credentials/, "Set AWS credentials as for the AWS CLI, e.g. with `aws configure` or AWS_PROFILE."],
  [/no encryption/, "Ask for TLS in DATABASE_URL: add ?sslmode=verify-full."],
  [/^28/, "Correct user and password in DATABASE_URL, or let the role in by the server's pg_hba.conf."],
  [/^SASL/, "Add the role's password to DATABASE_URL, or correct it."],
  [/^3D000/, "Create the database, or name another one in DATABASE_URL."],
  [
    /^(42501|3F000)/,
    "Grant the role CREATE on the database and on its schema, or name another role in DATABASE_URL.",
  ],
  [/^(25006|NotPrimary)/, "Name the primary in DATABASE_URL, or switch default_transaction_read_only off."],
  [/^(53100|ENOSPC|EDQUOT)/, "Free space on the disk of the database."],
  [/^53300/, "Let the server or its pooler take more connections, or start fewer nodes."],
  [/^08/, "Check that the pooler reaches the database server, and read its log."],
  [/^57P0/, "Wait until the server has started."],
  [/^(0A000|42)/, "Use PostgreSQL 13 or later, and a database that Cruddur's migrations alone have changed."],
  [/SSL|TLS|CERT|certificate|SIGNATURE/, "Correct sslmode and certificates in DATABASE_URL."],
  [
    /^(E[A-Z]+|Connection|Query read timeout|timeout)/,
    "Check host and port in DATABASE_URL, and that the server runs.",
  ],
];

/**
 * Explains in one line why the database refused a start or a command: the cause's message, its SQLSTATE or code, and what
 * to do. Undefined for other errors.
 */
export function explainDatabaseError(error: unknown): string | undefined {
  const cause = findCause(error);
  const isOpening = error instanceof OpenDatabaseError;
  if (!isOpening && !isServerError(cause) && !isDatabaseUnavailable(error)) return undefined;
  const { code, message } = describe(cause);
  const reason = code === undefined || message.includes(code) ? message : `${message} (${code})`;
  if (isOpening && error.kind === "pglite")
    return `The embedded database cannot be opened: ${reason}. ${remedyOfDirectory(code)}`;
  const remedy = remedies.find(([pattern]) => pattern.test(message) || pattern.test(code ?? ""))?.[1];
  const verb = /^(E[A-Z]+|Connection|timeout)/.test(code ?? message) ? "cannot be reached" : "cannot be used";
  return `The database of DATABASE_URL ${verb}: ${reason}. ${remedy ?? "See the log of the database server."}`;
}

function remedyOfDirectory(code: string | undefined): string {
  if (code === "53100" || code === "ENOSPC" || code === "EDQUOT") return "Free space on its disk.";
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return "Let this user write in DATA_DIR, or set it to another folder.";
  if (code === "ENOTDIR" || code === "EEXIST") return "DATA_DIR is a file: set it to a folder.";
  return "Restore the folder of DATA_DIR from a backup, or set DATA_DIR to another folder to start afresh.";
}

/** The innermost cause; of a host name with several addresses, the first. */
function findCause(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return findCause(error.errors[0]);
  return error instanceof Error && error.cause !== undefined ? findCause(error.cause) : error;
}

/** Errors of both drivers have a severity and a SQLSTATE. */
function isServerError(error: unknown): boolean {
  return error instanceof Error && "severity" in error && codeOf(error) !== undefined;
}

function codeOf(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}

function describe(error: unknown): { code: string | undefined; message: string } {
  if (!(error instanceof Error)) return { code: undefined, message: "unknown error" };
  const code = codeOf(error);
  const [line = ""] = error.message.split("\n");
  // Errors of data quote values.
  const message = /^(22(?!023)|23)/.test(code ?? "") ? "invalid data" : line.replace(/\.$/, "");
  return { code, message: message || error.name };
}
