import { domainToASCII } from "node:url";
import { z } from "zod";
import { toAsciiDigits } from "../../lib/ascii-digits.ts";

// Rules for the input of several mutations. Their messages are for developers.

const emailForm = "Enter an e-mail address like name@example.com.";

/**
 * The one spelling of an address: with an internationalized domain in its ASCII form (RFC 5891), and lower-cased unless the
 * pool tells addresses apart by case.
 */
export function canonicalEmail(address: string, isCaseSensitive = false): string {
  const normalized = address.trim().normalize("NFC");
  const written = isCaseSensitive ? normalized : normalized.toLowerCase();
  const at = written.lastIndexOf("@");
  const domain = domainToASCII(written.slice(at + 1));
  return domain === "" ? written : written.slice(0, at + 1) + domain;
}

/**
 * A phone number as people write it, in E.164: `+1 (555) 0100` is `+15550100`.
 *
 * @returns undefined if it is none with its country code.
 */
export function canonicalPhoneNumber(text: string): string | undefined {
  const digits = toAsciiDigits(text).replaceAll(/[\s\p{Default_Ignorable_Code_Point}\p{Pd}()./]/gu, "");
  return /^\+[1-9]\d{4,14}$/.test(digits) ? digits : undefined;
}

export const phoneNumberRule = z
  .string()
  .max(100)
  .transform((text, context) => {
    const number = canonicalPhoneNumber(text);
    if (number !== undefined) return number;
    context.addIssue({
      code: "custom",
      message: "Enter a phone number with its country code, like +15550100.",
    });
    return z.NEVER;
  });

/** What names an account, before the pool's kinds of identifiers are known: see `toIdentifier`. */
export const identifierText = z.string().max(1000, "An identifier has at most 128 characters.");

/** For an address that somebody chooses: of an account to be made, or in place of another. */
export function newEmailRule(isCaseSensitive: boolean) {
  return z
    .string()
    .max(1000, emailForm)
    .transform((address) => canonicalEmail(address, isCaseSensitive))
    .pipe(z.string().max(128, "An e-mail address has at most 128 characters here."))
    .pipe(z.email(emailForm));
}

/** For an address that names an account: whatever a pool may hold can be typed, also what would not be chosen today. */
export const emailRule = z
  .string()
  .max(128)
  .pipe(z.string().regex(/^[^\s\p{Cc}]+@[^\s\p{Cc}@]+$/u, emailForm));

/**
 * A code as people have it: in the digits of any script, in groups, pasted with invisible characters. No code of a pool
 * has more than ten digits; what is far longer is none, and is not looked through.
 */
export const codeRule = z
  .string()
  .max(100, "A code has 4 to 10 digits.")
  .transform((code) =>
    toAsciiDigits(code).replaceAll(/[\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Pd}\u{2212}.·]/gu, ""),
  )
  .pipe(z.string().regex(/^\d{4,10}$/, "A code has 4 to 10 digits."));
