import { DrizzleQueryError } from "drizzle-orm";

/** An error in the log. Optional fields: `code` (of the system, Postgres or an SDK), `query`, `cause`. */
export type LoggedError = { type: string; message: string; stack: string; [detail: string]: unknown };

/**
 * Reduces an error to what may be logged. Other properties are left out, since libraries put requests, parameters and rows
 * there; so are the messages of failed queries, which quote every parameter.
 */
export function serializeError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: "", stack: "" };
  if (error instanceof DrizzleQueryError) {
    const cause = { type: error.cause?.name, code: codeOf(error.cause) };
    return { type: error.name, message: "Failed query", query: error.query, cause, stack: framesOf(error) };
  }
  return {
    type: error.name,
    message: error.message,
    code: codeOf(error),
    stack: error.stack ?? "",
    ...(error.cause !== undefined && { cause: serializeError(error.cause) }),
  };
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** The stack without the message in its first lines. */
function framesOf(error: Error): string {
  const lines = (error.stack ?? "").split("\n");
  return lines.filter((line) => /^\s+at /.test(line)).join("\n");
}
