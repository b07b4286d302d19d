import type { PasswordRule, ProblemCode } from "../../../generated/types.ts";
import { plural } from "../../i18n/plural.ts";

// The maps have every member of their enum: a new code in the schema does not compile until it has a message here.
export const en = {
  codes: {
    INVALID_INPUT: "Something in this form is not right. Check it and try again.",
    ILLEGIBLE_TEXT: "Some characters have too many marks above or below them. Remove the marks.",
    MISSING_ATTRIBUTE: "Something is missing. Fill in every field.",
    IDENTIFIER_NOT_SUPPORTED: "You cannot sign in with this here. Try another.",
    PASSWORD_POLICY: "Choose a stronger password.",
    HANDLE_TAKEN: "Somebody else has this handle. Choose another.",
    INVALID_CREDENTIALS: "These do not belong together. Check both.",
    INVALID_OR_EXPIRED_CODE: "This code is wrong or too old. Check it, or ask for a new one.",
    CHALLENGE_EXPIRED: "That took too long. Sign in again to go on.",
    SESSION_EXPIRED: "Your session has ended. Sign in again.",
    REAUTHENTICATION_REQUIRED: "Enter your password again: this requires a recent sign-in.",
    SIGN_UP_CLOSED: "Accounts are made by an administrator here. Ask for one.",
    REFUSED_BY_POOL: "This was refused",
    CHALLENGE_NOT_SUPPORTED: "Your account asks for a way to sign in that is not offered here. Ask for help.",
    NOT_SUPPORTED: "This Cruddur does not offer that.",
    NOT_FOUND: "This is not there any more.",
    RATE_LIMITED: "Too many attempts.",
  } satisfies Record<ProblemCode, string>,
  /** INVALID_CREDENTIALS at the password field of somebody who is signed in. */
  wrongPassword: "This is not your password.",
  passwordRules: {
    MINIMUM_LENGTH: "Use more characters.",
    MAXIMUM_LENGTH: "Use 256 characters or fewer.",
    LOWERCASE: "Add a small letter.",
    UPPERCASE: "Add a capital letter.",
    NUMBER: "Add a digit.",
    SYMBOL: "Add a symbol such as ! or ?.",
    NO_SURROUNDING_SPACE: "Remove the space at the beginning or the end.",
  } satisfies Record<PasswordRule, string>,
  /** INVALID_INPUT, by field. */
  invalid: {
    identifier: "Enter what you sign in with, such as ada@example.com.",
    email: "Enter an e-mail address such as ada@example.com.",
    name: "Enter a name of 1 to 100 characters.",
    handle: "Use 3 to 30 of the letters a–z, digits and _.",
    phoneNumber: "Enter a phone number such as +44 20 7946 0000.",
    password: "This password has characters that cannot be used.",
    newPassword: "This password has characters that cannot be used.",
    code: "Enter the digits of the code.",
    bio: "Use 280 characters or fewer.",
    message: "Write 1 to 280 characters.",
  },
  waitSeconds: (seconds: number) => `Try again in ${seconds} ${plural("en", seconds, "second", "seconds")}.`,
  waitMinutes: (minutes: number) => `Try again in ${minutes} ${plural("en", minutes, "minute", "minutes")}.`,
  waitSomeMinutes: "Try again in a few minutes.",
};
