/** One entry of a GraphQL answer's `errors`, with the extensions that the API documents. */
export interface GraphQLErrorDetail {
  message: string;
  path?: readonly (string | number)[] | undefined;
  extensions?:
    | {
        /** UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, AUTH_UNAVAILABLE, SERVICE_UNAVAILABLE, SERVICE_OVERLOADED, INTERNAL_SERVER_ERROR … */
        code?: string | undefined;
        /** Beside UNAUTHENTICATED: TOKEN_EXPIRED or TOKEN_INVALID. */
        reason?: string | undefined;
        /** Quote it when you report the failure: the server's log has the same id. */
        requestId?: string | undefined;
      }
    | undefined;
}

/**
 * A request that brought no usable data: the API answered with GraphQL errors, or not in GraphQL at all, or not at all.
 *
 * Failures that a person can mend (a wrong password, a taken handle) are never thrown: they are the `Rejected` state of
 * a mutation's result. `cause` holds what `fetch` threw, where it did.
 */
export class GraphQLRequestError extends Error {
  override readonly name = "GraphQLRequestError";
  readonly operation: string;
  /** HTTP status of the answer; absent when none came. */
  readonly status: number | undefined;
  /** Headers of the answer; empty when none came. */
  readonly headers: Headers;
  /** Empty when the answer was not GraphQL. */
  readonly errors: readonly GraphQLErrorDetail[];

  constructor(
    operation: string,
    answer: { status: number; headers: Headers; errors: readonly GraphQLErrorDetail[] } | undefined,
    cause?: unknown,
  ) {
    const [first] = answer?.errors ?? [];
    const what = first
      ? `${first.extensions?.code ?? "error"}: ${first.message}`
      : answer
        ? `HTTP ${answer.status} without a GraphQL answer`
        : "no answer";
    super(`${operation}: ${what}`, cause === undefined ? undefined : { cause });
    this.operation = operation;
    this.status = answer?.status;
    this.headers = answer?.headers ?? new Headers();
    this.errors = answer?.errors ?? [];
  }

  /** The first error's code, which is the one to switch on. */
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
