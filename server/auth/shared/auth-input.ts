import { z } from "zod";
import { countCodePoints, isPrintableLine, isVisible, overridesDirection } from "../../lib/plain-text.ts";
import { passwordPolicy } from "../../user-pool/provisioning/pool-definition.ts";

// The rules of what people type into the forms of sign-up and sign-in. Messages are for developers.

/** Cognito takes names of 128 characters at most; addresses are compared without case. */
export const emailRule = z
  .string()
  .trim()
  .toLowerCase()
  .max(128, "An e-mail address here has at most 128 characters.")
  .pipe(z.email("Write an e-mail address like name@example.com."));

export const nameRule = z
  .string()
  .trim()
  .refine((name) => isVisible(name) && countCodePoints(name) <= 100, "A name has 1 to 100 characters.")
  .refine(isPrintableLine, "A name has no control characters.")
  .refine((name) => !overridesDirection(name), "A name does not turn the direction of text.");

export const codeRule = z
  .string()
  .transform((code) => code.replaceAll(/\s/g, ""))
  .pipe(z.string().regex(/^\d{4,10}$/, "A code is a row of digits."));

/**
 * Whether any account may have such a password; others are not sent to the pool, which would complain of their form and
 * not of their being wrong.
 */
export function isPossiblePassword(password: string): boolean {
  return (
    password !== "" &&
    password === password.trim() &&
    password.length <= passwordPolicy.maximumLength &&
    isPrintableLine(password)
  );
}

/** A password that is being chosen. One that is only checked is passed on as it is. */
export const newPasswordRule = z
  .string()
  .refine(isPrintableLine, "A password has no control characters.")
  .superRefine((password, issues) => {
    const broken: [boolean, string, string][] = [
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
    for (const [isBroken, passwordRule, message] of broken) {
      if (isBroken) issues.addIssue({ code: "custom", message, params: { passwordRule } });
    }
  });
