import type { CombinedError } from "urql";

/** Why a request brought no data, as far as a person or the session needs to know. */
export type GraphQLFailure =
  /** No answer, or one that is not GraphQL. */
  | { kind: "unreachable" }
  /** No answer in time: what was asked may have been done all the same. */
  | { kind: "timedOut" }
  /** The access token has run out: refresh and try again. */
  | { kind: "tokenExpired" }
  /** The session is not accepted any more: sign in again. */
  | { kind: "signedOut" }
  /** The API is up, but cannot check identities now. */
  | { kind: "authUnavailable" }
  /** This person may not do this. */
  | { kind: "forbidden" }
  /** The API does not know what this page asks for: the page is older or newer than the API. */
  | { kind: "badInput" }
  /** The API is up, but cannot serve now. */
  | { kind: "serviceUnavailable" }
  /** Anything else. The request id finds it in the server's log. */
  | { kind: "unexpected"; requestId: string | undefined };

/** Sorts urql's error by the API's documented `extensions.code` and `extensions.reason`. */
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
