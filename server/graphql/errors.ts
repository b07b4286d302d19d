import { GraphQLError } from "graphql";

/** What went wrong with a request as a whole; what a person can mend is a Problem in the schema instead. */
export type ErrorCode =
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "BAD_USER_INPUT"
  | "AUTH_UNAVAILABLE"
  | "RATE_LIMITED"
  /** The database cannot serve now; whether a mutation took effect is unknown. */
  | "SERVICE_UNAVAILABLE"
  /** There are more requests than can be served soon; nothing was done. */
  | "SERVICE_OVERLOADED";

export type UnauthenticatedReason = "TOKEN_MISSING" | "TOKEN_EXPIRED" | "TOKEN_INVALID";

const messages: Record<UnauthenticatedReason, string> = {
  TOKEN_MISSING: "Sign in first: this needs an access token.",
  TOKEN_EXPIRED: "The access token has expired: refresh the session.",
  TOKEN_INVALID: "The access token is not valid: sign in again.",
};

/** 401: there is no usable access token. */
export function unauthenticated(reason: UnauthenticatedReason): GraphQLError {
  return httpError(401, "UNAUTHENTICATED", messages[reason], { reason });
}

/**
 * 503: nobody can be authenticated now; the client's token may well be good.
 *
 * @param cause for the log: formatError keeps it back.
 */
export function authUnavailable(cause?: unknown): GraphQLError {
  return httpError(503, "AUTH_UNAVAILABLE", "Sign-in is unavailable for a moment. Try again soon.", {
    cause,
  });
}

/** 400: an argument that no person typed is wrong, e.g. a page size. */
export function badUserInput(message: string): GraphQLError {
  return httpError(400, "BAD_USER_INPUT", message);
}

/** 403: the access token is good, and not enough. */
export function forbidden(
  message = "This is for others: your groups do not include one that may do it.",
): GraphQLError {
  return httpError(403, "FORBIDDEN", message);
}

/** 429: too many at once of what stays open. */
export function tooManySubscriptions(): GraphQLError {
  return httpError(429, "RATE_LIMITED", "Too many open subscriptions. Close one, then try again.");
}

/** A stream has ended because its reader did not keep up. */
export function eventsDropped(): GraphQLError {
  return httpError(
    503,
    "SERVICE_UNAVAILABLE",
    "You have missed some. Read the list anew, then subscribe again.",
  );
}

/** The time of the request is up, and its client has been told so. */
export function deadlineExceeded(): GraphQLError {
  return httpError(503, "SERVICE_UNAVAILABLE", "It took too long. What had begun may have taken effect.");
}

function httpError(
  status: number,
  code: ErrorCode,
  message: string,
  more: Record<string, unknown> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...more, http: { status } } });
}
