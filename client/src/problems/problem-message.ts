import type { ProblemFieldsFragment } from "../../generated/types.ts";
import { defineWords } from "../i18n/define-messages.ts";
import { en } from "./messages/en.ts";

export type ProblemWords = typeof en;

export const useProblemWords = defineWords(en, async () => (await import("./messages/fr.ts")).fr);

/** What a person is told about a problem; the server's `message` is for developers and is never shown. */
export function problemWords(
  { code, field, passwordRule, retryAfterSeconds }: ProblemFieldsFragment,
  words: ProblemWords,
): string {
  switch (code) {
    case "INVALID_INPUT":
      return isInvalidField(field, words) ? words.invalid[field] : words.codes[code];
    case "INVALID_CREDENTIALS":
      return field === null ? words.codes[code] : words.wrongPassword;
    case "PASSWORD_POLICY":
      return passwordRule === null ? words.codes[code] : words.passwordRules[passwordRule];
    case "RATE_LIMITED":
      return `${words.codes[code]} ${waitWords(retryAfterSeconds, words)}`;
    default:
      return words.codes[code];
  }
}

/** "Try again in 45 seconds." for a time to wait in seconds; without one, in a few minutes. */
export function waitWords(seconds: number | null, words: ProblemWords): string {
  if (seconds === null) return words.waitSomeMinutes;
  return seconds < 90 ? words.waitSeconds(seconds) : words.waitMinutes(Math.ceil(seconds / 60));
}

function isInvalidField(field: string | null, words: ProblemWords): field is keyof ProblemWords["invalid"] {
  return field !== null && Object.hasOwn(words.invalid, field);
}
