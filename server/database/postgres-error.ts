/** Whether a unique constraint refused a statement (SQLSTATE 23505). */
export function isUniqueViolation(error: unknown): boolean {
  return sqlStateOf(error) === "23505";
}

/**
 * Whether the same transaction may well end otherwise when it is tried again: another one was in its way. 40001 is the
 * answer of stores that check at the commit (CockroachDB, Aurora DSQL), 40P01 a deadlock that Postgres has cut; 23503 a
 * foreign key whose other side went, or came, since it was looked at.
 */
export function isRetryable(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === "40001" || state === "40P01" || state === "23503";
}

/** Whether a server refused to write at all (SQLSTATE 25006), as a standby does. */
export function isReadOnlyError(error: Error): boolean {
  return codeOf(error) === "25006";
}

/**
 * SQLSTATE classes and codes of a server that is going down, coming up, full, or too slow; system codes of one that is
 * not there.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const unavailable =
  /^(08...|53...|57P0[1-5]|57014|55P03|25006|25P0[34]|40001|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

/** What `pg` says of a broken connection, for which it has no code. */
const broken =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed)/;

/**
 * Whether the database cannot serve now: it is down, restarts, is full, or takes too long. Whether the statement took
 * effect is then unknown.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (unavailable.test(codeOf(each) ?? "") || broken.test(each.message)) return true;
    // A name with several addresses fails with one error for each.
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
