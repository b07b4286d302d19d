import type { GraphQLFailure } from "../graphql-failure.ts";

export const en = {
  kinds: {
    unreachable: "Couldn’t reach Cruddur. Check your connection and try again.",
    timedOut: "Cruddur took too long to answer. Check your connection and try again.",
    tokenExpired: "Couldn’t renew your session. Check your connection and try again.",
    // If the session has really ended, the guest's page replaces this message.
    signedOut: "We had to check your session. Try again.",
    forbidden: "You don’t have permission to do this.",
    badInput: "This page is out of date. Reload it.",
    authUnavailable: "Sign-in is unavailable right now. Try again in a moment.",
    serviceUnavailable: "Cruddur is busy right now. Try again in a moment.",
    unexpected: "Something went wrong on our side.",
  } satisfies Record<GraphQLFailure["kind"], string>,
  quote: (requestId: string) => `If you report it, quote ${requestId}.`,
};
