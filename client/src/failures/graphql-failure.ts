import type { CombinedError } from "urql";

/** Why a request returned no data. */
export type GraphQLFailure =
  /** No response, or one that is not GraphQL. */
  | { kind: "unreachable" }
  /** No response in time; a mutation may have had its effect. */
  | { kind: "timedOut" }
  /** The access token has expired: refresh and retry. */
  | { kind: "tokenExpired" }
  /** The session has ended: sign in again. */
  | { kind: "signedOut" }
  /** The API cannot verify identities now. */
  | { kind: "authUnavailable" }
  /** The viewer is not permitted to do this. */
  | { kind: "forbidden" }
  /** The API does not know the operation or its input: the page is older or newer than the API. */
  | { kind: "badInput" }
  /** The API cannot serve requests now. */
  | { kind: "serviceUnavailable" }
  /** Anything else. The request id finds it in the server's log. */
  | { kind: "unexpected"; requestId: string | undefined };

/** Classifies urql's error by the API's `extensions.code` and `extensions.reason`. */
export function failureOf(error: CombinedError): GraphQLFailure {
  if (error.networkError)
    return { kind: error.networkError.name === "TimeoutError" ? "timedOut" : "unreachable" };
  const extensions = error.graphQLErrors[0]?.extensions ?? {};
  switch (extensions["code"]) {
    case "UNAUTHENTICATED":
      return { kind: extensions["reason"] === "TOKEN_EXPIRED" ? "tokenExpired" : "signedOut" };
    case "AUTH_UNAVAILABLE":
      return { kind: "authUnavailable" };
    case "SERVICE_UNAVAILABLE":
    case "SERVICE_OVERLOADED":
      return { kind: "serviceUnavailable" };
    case "FORBIDDEN":
      return { kind: "forbidden" };
    case "BAD_USER_INPUT":
    case "GRAPHQL_VALIDATION_FAILED":
      return { kind: "badInput" };
    default: {
      const requestId = extensions["requestId"];
      return { kind: "unexpected", requestId: typeof requestId === "string" ? requestId : undefined };
    }
  }
}
