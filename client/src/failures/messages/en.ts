import type { GraphQLFailure } from "../graphql-failure.ts";

export const en = {
  kinds: {
    unreachable: "Cruddur could not be reached. Check your connection and try again.",
    timedOut: "Cruddur took too long to answer. Check your connection and try again.",
    tokenExpired: "Your session could not be renewed. Check your connection and try again.",
    // If the session has really ended, the guest's page replaces this message.
    signedOut: "Your session had to be checked. Try again.",
    forbidden: "You are not allowed to do this.",
    badInput: "This page asked for something that Cruddur does not know. Reload it.",
    authUnavailable: "Sign-in cannot be checked just now. Try again in a moment.",
    serviceUnavailable: "Cruddur is busy just now. Try again in a moment.",
    unexpected: "Something went wrong on our side.",
  } satisfies Record<GraphQLFailure["kind"], string>,
  quote: (requestId: string) => `If you report it, quote ${requestId}.`,
};
