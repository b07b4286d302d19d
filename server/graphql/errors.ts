import { GraphQLError } from "graphql";

/** The codes of errors. What a user can mend is not an error but a `Problem` in the schema. */
export type ErrorCode =
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "BAD_USER_INPUT"
  | "AUTH_UNAVAILABLE"
  | "RATE_LIMITED"
  /** The database is unavailable, or the deadline has passed; whether a mutation took effect is unknown. */
  | "SERVICE_UNAVAILABLE"
  /** The node has no capacity for the request; nothing was done. */
  | "SERVICE_OVERLOADED";

export type UnauthenticatedReason = "TOKEN_MISSING" | "TOKEN_EXPIRED" | "TOKEN_INVALID";

/** What an access token that is FORBIDDEN something lacks. */
export type ForbiddenReason =
  /** Membership in a group. */
  | "GROUP_MISSING"
  /** One of the scopes that the error names. */
  | "SCOPE_MISSING"
  /** A person: it is a machine's. */
  | "PERSON_REQUIRED"
  /** The right to this object, e.g. being its author. */
  | "NOT_PERMITTED";

const messages: Record<UnauthenticatedReason, string> = {
  TOKEN_MISSING: "This requires an access token: sign in first.",
  TOKEN_EXPIRED: "The access token has expired: refresh the session.",
  TOKEN_INVALID: "The access token is not valid: sign in again.",
};

/** 401: the request has no valid access token. */
export function unauthenticated(reason: UnauthenticatedReason): GraphQLError {
  return httpError(401, "UNAUTHENTICATED", messages[reason], { reason });
}

/**
 * 503: the access token cannot be verified now, so it may be valid.
 *
 * @param cause for the log; `formatError` keeps it out of the response.
 */
export function authUnavailable(cause?: unknown): GraphQLError {
  return httpError(503, "AUTH_UNAVAILABLE", "Authentication is unavailable. Try again soon.", {
    cause,
  });
}

/**
 * 400: the client's code sent a wrong argument, e.g. a page size. What a user typed is a `Problem` instead.
 */
export function badUserInput(message: string): GraphQLError {
  return httpError(400, "BAD_USER_INPUT", message);
}

/** 403: the access token is valid, but does not permit this. */
export function forbidden(message: string, reason: ForbiddenReason = "NOT_PERMITTED"): GraphQLError {
  return httpError(403, "FORBIDDEN", message, { reason });
}

/** 403: the token has none of the groups that permit this. */
export function groupMissing(): GraphQLError {
  return forbidden("Your groups do not permit this.", "GROUP_MISSING");
}

/**
 * 403: the access token has none of these scopes, each of which permits this.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1
 */
export function scopeMissing(scopes: readonly string[]): GraphQLError {
  const message = `The access token lacks the scope ${scopes.join(" or ")}.`;
  return httpError(403, "FORBIDDEN", message, { reason: "SCOPE_MISSING", scopes });
}

/** 403: a machine has no account to do this with. */
export function personRequired(): GraphQLError {
  return forbidden("This requires the access token of a person, not that of a machine.", "PERSON_REQUIRED");
}

/** 429: the client has too many open subscriptions. */
export function tooManySubscriptions(): GraphQLError {
  return httpError(429, "RATE_LIMITED", "Too many open subscriptions. Close one, then try again.");
}

/** 429: the client has sent too many requests of this kind. */
export function tooManyRequests(retryAfterSeconds: number): GraphQLError {
  return httpError(429, "RATE_LIMITED", "Too many requests. Wait, then try again.", { retryAfterSeconds });
}

/** 503: the subscription has ended because the client read too slowly. */
export function eventsDropped(): GraphQLError {
  return httpError(503, "SERVICE_UNAVAILABLE", "Events were dropped. Refetch the list, then resubscribe.");
}

/** 503: the deadline of the request has passed. */
export function deadlineExceeded(): GraphQLError {
  return httpError(
    503,
    "SERVICE_UNAVAILABLE",
    "The request took too long. It may have taken effect in part.",
  );
}

function httpError(
  status: number,
  code: ErrorCode,
  message: string,
  more: Record<string, unknown> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...more, http: { status } } });
}
