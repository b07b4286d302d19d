import type { ProblemFieldsFragment } from "../../generated/types.ts";
import { defineMessages } from "../i18n/define-messages.ts";
import { en } from "./messages/en.ts";

export type ProblemMessages = typeof en;

export const useProblemMessages = defineMessages(en, {
  fr: async () => (await import("./messages/fr.ts")).fr,
  ar: async () => (await import("./messages/ar.ts")).ar,
});

/** Where a code comes from: a message that can be sent again, an authenticator app, or the sheet of recovery codes. */
export type CodeSource = "message" | "authenticator" | "sheet";

/**
 * The translated message of a problem. The server's own `message` is for developers and is not shown, but where a trigger
 * of the user pool wrote it for the person.
 */
export function problemMessage(
  { code, message, field, passwordRule, retryAfterSeconds }: ProblemFieldsFragment,
  messages: ProblemMessages,
  codeSource: CodeSource = "message",
): string {
  switch (code) {
    case "INVALID_OR_EXPIRED_CODE":
      if (codeSource === "sheet") return messages.wrongRecoveryCode;
      return codeSource === "message" ? messages.codes[code] : messages.wrongAuthenticatorCode;
    case "INVALID_INPUT":
      return isInvalidField(field, messages) ? messages.invalid[field] : messages.codes[code];
    case "INVALID_CREDENTIALS":
      return field === null ? messages.codes[code] : messages.wrongPassword;
    case "PASSWORD_POLICY":
      return passwordRule === null ? messages.codes[code] : messages.passwordRules[passwordRule];
    case "REFUSED_BY_POOL":
      return `${messages.codes[code]}: ${message}`;
    case "RATE_LIMITED":
      return `${messages.codes[code]} ${retryMessage(retryAfterSeconds, messages)}`;
    default:
      return messages.codes[code];
  }
}

/** "Try again in 45 seconds.", or in minutes from 90 seconds on; "in a few minutes" if the time is not known. */
export function retryMessage(seconds: number | null, messages: ProblemMessages): string {
  if (seconds === null) return messages.waitSomeMinutes;
  if (seconds === 0) return messages.waitIsOver;
  return seconds < 90 ? messages.waitSeconds(seconds) : messages.waitMinutes(Math.ceil(seconds / 60));
}

function isInvalidField(
  field: string | null,
  messages: ProblemMessages,
): field is keyof ProblemMessages["invalid"] {
  return field !== null && Object.hasOwn(messages.invalid, field);
}
