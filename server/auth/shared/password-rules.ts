import { z } from "zod";
import { isPrintableLine } from "../../lib/plain-text.ts";
import type { CharacterClass, PasswordPolicy } from "../../user-pool/profile/pool-profile.ts";
import { passwordPolicy } from "../../user-pool/provisioning/pool-definition.ts";

/**
 * Whether an account of any pool can have this password: Cognito's pattern is `[\S]+.*[\S]+`, with the white space of
 * ASCII. Others, and those with a NUL, are not sent to the pool: it would call them malformed instead of wrong.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html
 */
export function isPossiblePassword(password: string): boolean {
  return (
    /^[^\t-\r ].*[^\t-\r ]$/u.test(password) &&
    !/[\0\p{Cs}]/u.test(password) &&
    password.normalize("NFC").length <= passwordPolicy.maximumLength
  );
}

/** What counts as each class. Cognito's letters and digits are ASCII's; a space is a symbol. */
const patterns: Record<CharacterClass, RegExp> = {
  LOWERCASE: /[a-z]/,
  UPPERCASE: /[A-Z]/,
  NUMBER: /[0-9]/,
  SYMBOL: /[ -/:-@[-`{-~]/,
};

/**
 * The rule for a new password: the pool's policy. A password is stored in Unicode's form NFC, since keyboards differ in
 * how they compose letters. A current password is only checked by `isPossiblePassword`, since it may be stored in another
 * form.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8265#section-4.2
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
 */
export function newPasswordRule({ minimumLength, maximumLength, requires }: PasswordPolicy) {
  return z
    .string()
    .transform((password) => password.normalize("NFC"))
    .refine(isPrintableLine, "A password has no control characters.")
    .superRefine((password, issues) => {
      const rules: [isBroken: boolean, passwordRule: string, message: string][] = [
        [
          password.length < minimumLength,
          "MINIMUM_LENGTH",
          `A password has at least ${minimumLength} characters.`,
        ],
        [
          password.length > maximumLength,
          "MAXIMUM_LENGTH",
          `A password has at most ${maximumLength} characters.`,
        ],
        [
          password !== password.trim(),
          "NO_SURROUNDING_SPACE",
          "A password neither starts nor ends with a space.",
        ],
        ...requires.map((name): [boolean, string, string] => [
          !patterns[name].test(password),
          name,
          `A password contains a character of the class ${name}.`,
        ]),
      ];
      for (const [isBroken, passwordRule, message] of rules) {
        if (isBroken) issues.addIssue({ code: "custom", message, params: { passwordRule } });
      }
    });
}
