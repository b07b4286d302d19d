import type { AuthOptions } from "../../auth-options/load-auth-options.ts";
import type { CharacterClass } from "../../../generated/types.ts";

export type PasswordPolicy = AuthOptions["passwordPolicy"];

interface PasswordMessages {
  missing: string;
  tooLong: (most: number) => string;
  broken: (rule: string) => string;
  rules: {
    length: (least: number) => string;
    space: string;
    classes: Record<CharacterClass, string>;
  };
}

/** A rule that can be checked while the password is typed. The API has the same, and explains them. */
export interface PasswordRule {
  text: string;
  isMet: (password: string) => boolean;
}

const patterns: Record<CharacterClass, RegExp> = {
  LOWERCASE: /[a-z]/u,
  UPPERCASE: /[A-Z]/u,
  NUMBER: /[0-9]/u,
  SYMBOL: /[ -/:-@[-`{-~]/u,
};

/** The rules of the user pool's policy. */
export function passwordRules(
  { minimumLength, requires }: PasswordPolicy,
  { rules }: PasswordMessages,
): PasswordRule[] {
  return [
    { text: rules.length(minimumLength), isMet: ({ length }) => length >= minimumLength },
    ...requires.map((name) => ({
      text: rules.classes[name],
      isMet: (password: string) => patterns[name].test(password.trim()),
    })),
    { text: rules.space, isMet: (password) => password === password.trim() },
  ];
}

/** The message of the first rule that a new password breaks, or undefined. */
export function validatePassword(
  password: string,
  policy: PasswordPolicy,
  messages: PasswordMessages,
): string | undefined {
  if (password === "") return messages.missing;
  if (password.length > policy.maximumLength) return messages.tooLong(policy.maximumLength);
  const broken = passwordRules(policy, messages).find(({ isMet }) => !isMet(password));
  return broken && messages.broken(broken.text);
}
