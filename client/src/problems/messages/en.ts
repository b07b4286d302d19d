import type { PasswordRule, ProblemCode } from "../../../generated/types.ts";
import { plural } from "../../i18n/plural.ts";

// The maps have every member of their enum: a new code in the schema does not compile until it has a message here.
export const en = {
  codes: {
    INVALID_INPUT: "Something in this form isn’t right. Check it and try again.",
    ILLEGIBLE_TEXT: "Some characters have too many marks above or below them. Remove the marks.",
    MISSING_ATTRIBUTE: "This is required.",
    IDENTIFIER_NOT_SUPPORTED: "You can’t sign in with this here. Try another.",
    PASSWORD_POLICY: "Choose a stronger password.",
    PASSWORD_BREACHED:
      "This password is too easy to guess: others have it, or it is made of your own name or a sequence. Choose another.",
    HANDLE_TAKEN: "This handle is taken. Choose another.",
    HANDLE_RESERVED: "Nobody can have this handle. Choose another.",
    LOOKS_LIKE_SOMEBODY: "Somebody has this name and a handle that looks the same. Choose another handle.",
    BADGE_IN_NAME: "A name cannot have a sign that looks like a badge of verification. Remove it.",
    INVALID_CREDENTIALS: "Incorrect account or password. Check both.",
    INVALID_OR_EXPIRED_CODE: "This code is wrong or has expired. Check it, or ask for a new one.",
    CHALLENGE_EXPIRED: "That took too long. Sign in again to continue.",
    SESSION_EXPIRED: "Your session has ended. Sign in again.",
    REAUTHENTICATION_REQUIRED: "Enter your password again to continue.",
    SIGN_UP_CLOSED: "Accounts here are created by an administrator. Ask for one.",
    REFUSED_BY_POOL: "Not accepted",
    CHALLENGE_NOT_SUPPORTED:
      "Your account requires a way to sign in that isn’t available here. Ask for help.",
    FACTOR_NOT_AVAILABLE: "This way of signing in isn’t available here. Choose another.",
    PASSKEY_NOT_ACCEPTED: "This passkey wasn’t accepted. Use another, or sign in another way.",
    PASSKEY_NOT_SUPPORTED: "This device can’t make a passkey for Cruddur. Use another.",
    NOT_SUPPORTED: "This isn’t available here.",
    NOT_FOUND: "This no longer exists.",
    LAST_WAY_IN: "Nothing else signs in to your account. Add another way to sign in first.",
    LIMIT_REACHED: "You’ve reached the limit. Remove one first.",
    RATE_LIMITED: "Too many attempts.",
  } satisfies Record<ProblemCode, string>,
  /** INVALID_CREDENTIALS at the password field of somebody who is signed in. */
  wrongPassword: "Incorrect password.",
  /** INVALID_OR_EXPIRED_CODE where an authenticator app shows the code: nobody can send another. */
  wrongAuthenticatorCode: "This code is wrong or has expired. Enter the one your app shows now.",
  wrongRecoveryCode: "This code is wrong or was used already. Check it, or enter another.",
  passwordRules: {
    MINIMUM_LENGTH: "Use more characters.",
    MAXIMUM_LENGTH: "Use 256 characters or fewer.",
    LOWERCASE: "Add a lowercase letter.",
    UPPERCASE: "Add an uppercase letter.",
    NUMBER: "Add a number.",
    SYMBOL: "Add a symbol such as ! or ?.",
    NO_SURROUNDING_SPACE: "Remove the space at the beginning or the end.",
  } satisfies Record<PasswordRule, string>,
  /** INVALID_INPUT, by field. */
  invalid: {
    identifier: "Enter your e-mail address, phone number or username.",
    email: "Enter an e-mail address such as ada@example.com.",
    name: "Enter a name of 1 to 100 characters.",
    handle: "Use 3 to 30 of the letters a–z, digits and _.",
    phoneNumber: "Enter a phone number such as +44 20 7946 0000.",
    password: "This password has characters that can’t be used.",
    newPassword: "This password has characters that can’t be used.",
    code: "Enter the digits of the code.",
    recoveryCode: "Enter one of your recovery codes.",
    bio: "Use 280 characters or fewer.",
    message: "Write 1 to 280 characters.",
  },
  waitSeconds: (seconds: number) => `Try again in ${seconds} ${plural("en", seconds, "second", "seconds")}.`,
  waitMinutes: (minutes: number) => `Try again in ${minutes} ${plural("en", minutes, "minute", "minutes")}.`,
  waitSomeMinutes: "Try again in a few minutes.",
  waitIsOver: "You can try again now.",
};
