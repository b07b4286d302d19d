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

/** Whether a server refused to write (SQLSTATE 25006), as a standby does. */
export function isReadOnlyError(error: Error): boolean {
  return codeOf(error) === "25006";
}

/**
 * SQLSTATE classes and codes of a server that shuts down, starts, is full or too slow; system error codes of one that
 * cannot be reached.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const unavailable =
  /^(08...|53...|57P0[1-5]|57014|55P03|25006|25P0[34]|40001|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

/** Messages of `pg` about broken connections, which have no code. */
const brokenConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed)/;

/**
 * Whether the database is unavailable: down, restarting, full or too slow. Whether the statement took effect is then
 * unknown.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (unavailable.test(codeOf(each) ?? "") || brokenConnection.test(each.message)) return true;
    // A host name with several addresses fails with an error for each.
    if (each instanceof AggregateError && each.errors.some(isDatabaseUnavailable)) return true;
  }
  return false;
}

/** Drizzle wraps the driver's error as its cause. */
function sqlStateOf(error: unknown): string | undefined {
  return error instanceof Error ? codeOf(error.cause) : undefined;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
