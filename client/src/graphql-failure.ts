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
    default: {
      const requestId = extensions["requestId"];
      return { kind: "unexpected", requestId: typeof requestId === "string" ? requestId : undefined };
    }
  }
}

/** The failure in words for the page. */
export function failureWords(failure: GraphQLFailure): string {
  switch (failure.kind) {
    case "unreachable":
      return "Cruddur could not be reached. Check your connection and try again.";
    case "timedOut":
      return "Cruddur took too long to answer. Check your connection and try again.";
    case "tokenExpired":
      return "Your session could not be renewed. Check your connection and try again.";
    // Where the session has really ended, the page of a guest takes the place of these words.
    case "signedOut":
      return "Your session had to be checked. Try again.";
    case "authUnavailable":
      return "Sign-in cannot be checked just now. Try again in a moment.";
    case "unexpected":
      return `Something went wrong on our side.${failure.requestId ? ` If you report it, quote ${failure.requestId}.` : ""}`;
  }
}
