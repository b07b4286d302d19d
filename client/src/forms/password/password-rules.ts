const MINIMUM_LENGTH = 12;
const MAXIMUM_LENGTH = 256;

interface PasswordMessages {
  missing: string;
  tooShort: (least: number) => string;
  tooLong: (most: number) => string;
  space: string;
  rules: { length: (least: number) => string; space: string };
}

/** A rule that can be checked while the password is typed. The user pool enforces its own policy. */
export interface PasswordRule {
  message: (messages: PasswordMessages) => string;
  isMet: (password: string) => boolean;
}

/** The user pool's policy: a minimum length, and no required kinds of characters. */
export const passwordRules: readonly PasswordRule[] = [
  { message: ({ rules }) => rules.length(MINIMUM_LENGTH), isMet: ({ length }) => length >= MINIMUM_LENGTH },
  { message: ({ rules }) => rules.space, isMet: (password) => password === password.trim() },
];

/** The message of the first rule that a new password breaks, or undefined. */
export function validatePassword(password: string, messages: PasswordMessages): string | undefined {
  if (password === "") return messages.missing;
  if (password.length < MINIMUM_LENGTH) return messages.tooShort(MINIMUM_LENGTH);
  if (password.length > MAXIMUM_LENGTH) return messages.tooLong(MAXIMUM_LENGTH);
  if (password !== password.trim()) return messages.space;
  return undefined;
}
