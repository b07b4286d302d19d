import { z } from "zod";
import { countCodePoints, isPrintableLine, isVisible, overridesDirection } from "../../lib/plain-text.ts";
import { passwordPolicy } from "../../user-pool/provisioning/pool-definition.ts";

// Rules for the input of several mutations. Their messages are for developers.

/**
 * Lower-cased, since addresses are compared without case. Cognito's user names have at most 128 characters.
 */
export const emailRule = z
  .string()
  .trim()
  .toLowerCase()
  .max(128, "An e-mail address has at most 128 characters here.")
  .pipe(z.email("Enter an e-mail address like name@example.com."));

export const nameRule = z
  .string()
  .trim()
  .refine((name) => isVisible(name) && countCodePoints(name) <= 100, "A name has 1 to 100 characters.")
  .refine(isPrintableLine, "A name has no control characters.")
  .refine((name) => !overridesDirection(name), "A name has no characters that override the text direction.");

export const codeRule = z
  .string()
  .transform((code) => code.replaceAll(/\s/g, ""))
  .pipe(z.string().regex(/^\d{4,10}$/, "A code has 4 to 10 digits."));

/**
 * Whether the password policy lets any account have this password. Others are not sent to the pool: it would
 * call them malformed instead of wrong.
 */
export function isPossiblePassword(password: string): boolean {
  return (
    password !== "" &&
    password === password.trim() &&
    password.length <= passwordPolicy.maximumLength &&
    isPrintableLine(password)
  );
}

/** The rule for a new password. A current password is only checked by `isPossiblePassword`. */
export const newPasswordRule = z
  .string()
  .refine(isPrintableLine, "A password has no control characters.")
  .superRefine((password, issues) => {
    const rules: [isBroken: boolean, passwordRule: string, message: string][] = [
      [
        password.length < passwordPolicy.minimumLength,
        "MINIMUM_LENGTH",
        `A password has at least ${passwordPolicy.minimumLength} characters.`,
      ],
      [
        password.length > passwordPolicy.maximumLength,
        "MAXIMUM_LENGTH",
        `A password has at most ${passwordPolicy.maximumLength} characters.`,
      ],
      [
        password !== password.trim(),
        "NO_SURROUNDING_SPACE",
        "A password neither starts nor ends with a space.",
      ],
    ];
    for (const [isBroken, passwordRule, message] of rules) {
      if (isBroken) issues.addIssue({ code: "custom", message, params: { passwordRule } });
    }
  });
