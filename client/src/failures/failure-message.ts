import { defineMessages } from "../i18n/define-messages.ts";
import type { GraphQLFailure } from "./graphql-failure.ts";
import { en } from "./messages/en.ts";

export type FailureMessages = typeof en;

export const useFailureMessages = defineMessages(en, {
  fr: async () => (await import("./messages/fr.ts")).fr,
  ar: async () => (await import("./messages/ar.ts")).ar,
});

/** The translated message of a failed request. */
export function failureMessage(failure: GraphQLFailure, messages: FailureMessages): string {
  const message = messages.kinds[failure.kind];
  return failure.kind === "unexpected" && failure.requestId !== undefined
    ? `${message} ${messages.quote(failure.requestId)}`
    : message;
}
