/** One of a GraphQL response's `errors`, with the extensions of this API. */
export interface GraphQLErrorDetail {
  message: string;
  path?: readonly (string | number)[] | undefined;
  extensions?:
    | {
        /** UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, AUTH_UNAVAILABLE, SERVICE_UNAVAILABLE, SERVICE_OVERLOADED, INTERNAL_SERVER_ERROR … */
        code?: string | undefined;
        /**
         * With UNAUTHENTICATED: TOKEN_EXPIRED or TOKEN_INVALID. With FORBIDDEN: GROUP_MISSING, SCOPE_MISSING,
         * PERSON_REQUIRED or NOT_PERMITTED.
         */
        reason?: string | undefined;
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
 * mutation. `cause` is the error of `fetch`, if it threw.
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
  ) {
    const [first] = response?.errors ?? [];
    const reason = first
      ? `${first.extensions?.code ?? "error"}: ${first.message}`
      : response
        ? `HTTP ${response.status} without a GraphQL response`
        : "no response";
    super(`${operation}: ${reason}`, cause === undefined ? undefined : { cause });
    this.operation = operation;
    this.status = response?.status;
    this.headers = response?.headers ?? new Headers();
    this.errors = response?.errors ?? [];
  }

  /** The code of the first error. */
  get code(): string | undefined {
    return this.errors[0]?.extensions?.code;
  }

  get reason(): string | undefined {
    return this.errors[0]?.extensions?.reason;
  }

  get requestId(): string | undefined {
    return this.errors[0]?.extensions?.requestId;
  }
}
