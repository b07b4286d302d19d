/** Whether a unique constraint refused a statement (SQLSTATE 23505). */
export function isUniqueViolation(error: unknown): boolean {
  return sqlStateOf(error) === "23505";
}

/**
 * Whether a transaction conflicted with another one and may succeed when it is retried. 40001 comes from databases that
 * check at commit (CockroachDB, Aurora DSQL), 40P01 is a deadlock; 23503 a foreign key whose other row was deleted or
 * inserted meanwhile.
 */
export function isRetryable(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === "40001" || state === "40P01" || state === "23503";
}

/** Whether a statement waited too long for a lock (SQLSTATE 55P03). */
export function isLockTimeout(error: unknown): boolean {
  return sqlStateOf(error) === "55P03";
}

/** Whether a database does not support a statement (SQLSTATE 0A000). */
export function isUnsupported(error: unknown): boolean {
  return sqlStateOf(error) === "0A000";
}

/** Whether a server refused to write (SQLSTATE 25006), as a standby does. */
export function isReadOnlyError(error: Error): boolean {
  return codeOf(error) === "25006";
}

/**
 * Of a database that cannot serve now: SQLSTATE classes and codes of a server that shuts down, starts, is full, too slow,
 * or has lost a disk (58); of a distributed one that cannot reach a shard (08, 40P01); of a pooler that cannot reach the
 * server or has no connection left (08P01, 53300). And the system's error codes of a server that cannot be reached.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const unavailable =
  /^(08...|53...|57P0.|57014|58000|58030|55P03|25006|25P0[34]|40001|40P01|ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN)$/;

/** Messages of `pg` about broken connections, which have no code. */
const brokenConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed)/;

/**
 * The codes among them of a connection that broke or was refused at once. Those of a time-out are not: who waited for
 * seconds already does not wait again. 08007 leaves open whether a commit took effect.
 */
const lost = /^(08(?!007)...|57P0[1235]|53300|ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE)$/;
const lostConnection =
  /^(Connection terminated(?! due to connection timeout)|Client has encountered a connection error|Client was closed)/;

/**
 * Whether a statement failed because its connection broke, or because there was none, so that it may succeed on a new one.
 * Unless it only read, or belonged to a transaction that was not being committed, it may have taken effect.
 */
export function isConnectionLost(error: unknown): boolean {
  return hasCause(error, lost, lostConnection);
}

/**
 * Whether the database is unavailable: down, restarting, full or too slow. Whether the statement took effect is then
 * unknown.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  return hasCause(error, unavailable, brokenConnection);
}

/** Whether the error or one of its causes has such a code or message. */
function hasCause(error: unknown, code: RegExp, message: RegExp): boolean {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (code.test(codeOf(each) ?? "") || message.test(each.message)) return true;
    // A host name with several addresses fails with an error for each.
    if (each instanceof AggregateError && each.errors.some((one) => hasCause(one, code, message)))
      return true;
  }
  return false;
}

/** Drizzle wraps the driver's error as its cause, except where it commits on PGlite. */
export function sqlStateOf(error: unknown): string | undefined {
  return error instanceof Error ? (codeOf(error) ?? codeOf(error.cause)) : undefined;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
