import type { PasswordRule, ProblemCode, ProblemFieldsFragment } from "../../generated/types.ts";

/** What a person is told about a problem; the server's `message` is for developers and is never shown. */
export function problemWords(problem: ProblemFieldsFragment): string {
  return wordsByCode[problem.code](problem);
}

/** "Try again in 45 seconds." for a time to wait in seconds; without one, in a few minutes. */
export function waitWords(seconds: number | null): string {
  if (seconds === null) return "Try again in a few minutes.";
  if (seconds < 90) return `Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`;
  const minutes = Math.ceil(seconds / 60);
  return `Try again in ${minutes} minutes.`;
}

// Both maps name every member of their enum: a code that the schema gains does not compile until it has words here.
const wordsByCode: Record<ProblemCode, (problem: ProblemFieldsFragment) => string> = {
  INVALID_INPUT: ({ field }) => invalidInputWords(field),
  PASSWORD_POLICY: ({ passwordRule }) =>
    passwordRule === null ? "Choose a stronger password." : wordsByPasswordRule[passwordRule],
  HANDLE_TAKEN: () => "Somebody else has this handle. Choose another.",
  INVALID_CREDENTIALS: () => "This e-mail address and password do not belong together.",
  INVALID_OR_EXPIRED_CODE: () => "This code is wrong or too old. Check it, or send a new one.",
  CHALLENGE_EXPIRED: () => "That took too long. Sign in again to choose a new password.",
  SESSION_EXPIRED: () => "Your session has ended. Sign in again.",
  REAUTHENTICATION_REQUIRED: () => "Enter your password again: this wants a fresh sign-in.",
  NOT_FOUND: () => "This is not there any more.",
  RATE_LIMITED: ({ retryAfterSeconds }) => `Too many attempts. ${waitWords(retryAfterSeconds)}`,
};

const wordsByPasswordRule: Record<PasswordRule, string> = {
  MINIMUM_LENGTH: "Use more characters.",
  MAXIMUM_LENGTH: "Use 256 characters or fewer.",
  LOWERCASE: "Add a small letter.",
  UPPERCASE: "Add a capital letter.",
  NUMBER: "Add a digit.",
  SYMBOL: "Add a symbol such as ! or ?.",
  NO_SURROUNDING_SPACE: "Take out the space at the beginning or the end.",
};

function invalidInputWords(field: string | null): string {
  switch (field) {
    case "email":
      return "Enter an e-mail address such as ada@example.com.";
    case "name":
      return "Enter a name of 1 to 100 characters.";
    case "handle":
      return "Use 3 to 30 of the letters a–z, digits and _.";
    case "password":
    case "newPassword":
      return "Use 12 to 256 characters.";
    case "code":
      return "Enter the code from the mail.";
    case "message":
      return "Write 1 to 280 characters.";
    default:
      return "Something in this form is not right. Check it and try again.";
  }
}
