import { explainNoResponse } from "./explain-no-response.ts";

/** The codes of this API. A proxy, a gateway or a later version may send others. */
export type GraphQLErrorCode =
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "BAD_USER_INPUT"
  | "BAD_REQUEST"
  | "GRAPHQL_PARSE_FAILED"
  | "GRAPHQL_VALIDATION_FAILED"
  | "PERSISTED_DOCUMENT_NOT_FOUND"
  | "AUTH_UNAVAILABLE"
  | "SERVICE_UNAVAILABLE"
  | "SERVICE_OVERLOADED"
  | "RATE_LIMITED"
  | "INTERNAL_SERVER_ERROR"
  // Keeps the names above in an editor's completion.
  | (string & {});

/**
 * With UNAUTHENTICATED: TOKEN_MISSING, TOKEN_EXPIRED or TOKEN_INVALID. With FORBIDDEN: GROUP_MISSING, SCOPE_MISSING,
 * PERSON_REQUIRED, ORIGIN_NOT_ALLOWED or NOT_PERMITTED.
 */
export type GraphQLErrorReason =
  | "TOKEN_MISSING"
  | "TOKEN_EXPIRED"
  | "TOKEN_INVALID"
  | "GROUP_MISSING"
  | "SCOPE_MISSING"
  | "PERSON_REQUIRED"
  | "ORIGIN_NOT_ALLOWED"
  | "NOT_PERMITTED"
  | (string & {});

/** One of a GraphQL response's `errors`, with the extensions of this API. */
export interface GraphQLErrorDetail {
  message: string;
  path?: readonly (string | number)[] | undefined;
  extensions?:
    | {
        code?: GraphQLErrorCode | undefined;
        reason?: GraphQLErrorReason | undefined;
        /** With SCOPE_MISSING: the scopes of which the access token must have one. */
        scopes?: readonly string[] | undefined;
        /** The id of the request in the server's log, to quote in reports. */
        requestId?: string | undefined;
      }
    | undefined;
}

/**
 * A request without usable data: the response had GraphQL errors or was not GraphQL, or there was no response.
 *
 * Failures that a person can correct (a wrong password, a taken handle) are not thrown: they are the `Rejected` result of a
 * mutation. `cause` is the error of `fetch`, if it threw, and the message says what it probably means.
 */
export class GraphQLRequestError extends Error {
  override readonly name = "GraphQLRequestError";
  readonly operation: string;
  /** The HTTP status; undefined if there was no response. */
  readonly status: number | undefined;
  /** The response's headers; empty if there was no response. */
  readonly headers: Headers;
  /** Empty if the response was not GraphQL. */
  readonly errors: readonly GraphQLErrorDetail[];

  constructor(
    operation: string,
    response: { status: number; headers: Headers; errors: readonly GraphQLErrorDetail[] } | undefined,
    cause?: unknown,
    url?: string,
  ) {
    const [first] = response?.errors ?? [];
    const reason = first
      ? `${first.extensions?.code ?? "error"}: ${first.message}`
      : response
        ? `HTTP ${response.status} without a GraphQL response`
        : explainNoResponse(cause, url);
    super(`${operation}: ${reason}`, cause === undefined ? undefined : { cause });
    this.operation = operation;
    this.status = response?.status;
    this.headers = response?.headers ?? new Headers();
    this.errors = response?.errors ?? [];
  }

  /** The code of the first error. */
  get code(): GraphQLErrorCode | undefined {
    return this.errors[0]?.extensions?.code;
  }

  get reason(): GraphQLErrorReason | undefined {
    return this.errors[0]?.extensions?.reason;
  }

  get requestId(): string | undefined {
    return this.errors[0]?.extensions?.requestId;
  }
}
