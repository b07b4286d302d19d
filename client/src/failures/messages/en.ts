import type { GraphQLFailure } from "../graphql-failure.ts";

export const en = {
  kinds: {
    unreachable: "Cruddur could not be reached. Check your connection and try again.",
    timedOut: "Cruddur took too long to answer. Check your connection and try again.",
    tokenExpired: "Your session could not be renewed. Check your connection and try again.",
    // Where the session has really ended, the page of a guest takes the place of these words.
    signedOut: "Your session had to be checked. Try again.",
    forbidden: "This is not yours to do.",
    badInput: "This page asked for something that Cruddur does not know. Load it again.",
    authUnavailable: "Sign-in cannot be checked just now. Try again in a moment.",
    serviceUnavailable: "Cruddur is busy just now. Try again in a moment.",
    unexpected: "Something went wrong on our side.",
  } satisfies Record<GraphQLFailure["kind"], string>,
  quote: (requestId: string) => `If you report it, quote ${requestId}.`,
};
