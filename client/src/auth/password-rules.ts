/** A rule that this client can check while the password is typed; the pool has the last word. */
export interface PasswordRuleCheck {
  words: string;
  holds: (password: string) => boolean;
}

const MINIMUM_LENGTH = 12;
const MAXIMUM_LENGTH = 256;

/** The user pool's policy: length counts, and no kind of character is asked for. */
export const passwordRules: readonly PasswordRuleCheck[] = [
  { words: `${MINIMUM_LENGTH} characters or more`, holds: (password) => password.length >= MINIMUM_LENGTH },
  { words: "No space at the beginning or the end", holds: (password) => password === password.trim() },
];

/** What is wrong with a new password, in the words of the first rule it breaks; nothing when it will do. */
export function brokenPasswordRule(password: string): string | undefined {
  if (password === "") return "Choose a password.";
  if (password.length < MINIMUM_LENGTH) return `Use ${MINIMUM_LENGTH} characters or more.`;
  if (password.length > MAXIMUM_LENGTH) return `Use ${MAXIMUM_LENGTH} characters or fewer.`;
  if (password !== password.trim()) return "Take out the space at the beginning or the end.";
  return undefined;
}
