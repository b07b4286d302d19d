import { defineWords } from "../i18n/define-messages.ts";
import type { GraphQLFailure } from "./graphql-failure.ts";
import { en } from "./messages/en.ts";

export type FailureWords = typeof en;

export const useFailureWords = defineWords(en, async () => (await import("./messages/fr.ts")).fr);

/** A request without an answer, or with an error for one, in words for the page. */
export function failureWords(failure: GraphQLFailure, words: FailureWords): string {
  const sentence = words.kinds[failure.kind];
  return failure.kind === "unexpected" && failure.requestId !== undefined
    ? `${sentence} ${words.quote(failure.requestId)}`
    : sentence;
}
