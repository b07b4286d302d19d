const MINIMUM_LENGTH = 12;
const MAXIMUM_LENGTH = 256;

/** What this client has to say of a new password. */
interface PasswordWords {
  missing: string;
  tooShort: (least: number) => string;
  tooLong: (most: number) => string;
  space: string;
  rules: { length: (least: number) => string; space: string };
}

/** A rule that can be checked while the password is typed; the pool has the last word. */
export interface PasswordRuleCheck {
  words: (words: PasswordWords) => string;
  holds: (password: string) => boolean;
}

/** The user pool's policy: length counts, and no kind of character is asked for. */
export const passwordRules: readonly PasswordRuleCheck[] = [
  { words: ({ rules }) => rules.length(MINIMUM_LENGTH), holds: ({ length }) => length >= MINIMUM_LENGTH },
  { words: ({ rules }) => rules.space, holds: (password) => password === password.trim() },
];

/** What is wrong with a new password, in the words of the first rule it breaks; nothing when it will do. */
export function brokenPasswordRule(password: string, words: PasswordWords): string | undefined {
  if (password === "") return words.missing;
  if (password.length < MINIMUM_LENGTH) return words.tooShort(MINIMUM_LENGTH);
  if (password.length > MAXIMUM_LENGTH) return words.tooLong(MAXIMUM_LENGTH);
  if (password !== password.trim()) return words.space;
  return undefined;
}
