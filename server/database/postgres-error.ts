/** Whether a unique constraint refused a statement (SQLSTATE 23505); drizzle wraps the driver's error as its cause. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && hasCode(error.cause, "23505");
}

function hasCode(cause: unknown, code: string): boolean {
  return typeof cause === "object" && cause !== null && "code" in cause && cause.code === code;
}
