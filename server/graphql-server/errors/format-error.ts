import { isOurFault } from "../../user-pool/user-pool-error.ts";
import { unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { Log } from "../../observability/log.ts";
import { isDatabaseUnavailable } from "../../database/postgres-error.ts";
import { redactInput } from "./redact-input.ts";

/** Codes of expected errors, made by Apollo or by us. All others are masked. */
const expectedCodes = new Set([
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "BAD_USER_INPUT",
  "AUTH_UNAVAILABLE",
  "SERVICE_UNAVAILABLE",
  "RATE_LIMITED",
  "BAD_REQUEST",
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "OPERATION_RESOLUTION_FAILURE",
  "PERSISTED_QUERY_NOT_SUPPORTED",
]);

/** Masks unexpected errors: the client gets a request id, the log gets the error. Values of the request never come back. */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
  requestId: string,
  log: Log,
): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  const code = formatted.extensions?.["code"];
  if (isDatabaseUnavailable(original)) {
    log.error({ err: original, path: formatted.path }, "the database is unavailable");
    return {
      message: "Our data is unavailable for a moment. Try again soon; a mutation may have taken effect.",
      ...(formatted.path && { path: formatted.path }),
      extensions: { code: "SERVICE_UNAVAILABLE", requestId },
    };
  }
  if (typeof code !== "string" || !expectedCodes.has(code) || !(original instanceof GraphQLError)) {
    log.error({ err: original, path: formatted.path }, "unexpected error");
    return {
      message: "Something went wrong on our side. Try again, and quote the request id if it stays.",
      ...(formatted.path && { path: formatted.path }),
      extensions: { code: "INTERNAL_SERVER_ERROR", requestId },
    };
  }
  const { reason, scopes, cause } = formatted.extensions ?? {};
  if (cause !== undefined)
    log.error(
      { err: cause },
      isOurFault(cause) ? "the user pool refuses the API" : "the user pool gave no answer",
    );
  return {
    message: redactInput(formatted.message),
    ...(formatted.locations && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
    extensions: {
      code,
      ...(reason !== undefined && { reason }),
      ...(scopes !== undefined && { scopes }),
      requestId,
    },
  };
}
