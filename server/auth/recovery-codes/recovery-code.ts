import { createHmac, randomBytes } from "node:crypto";
import { z } from "zod";
import { toAsciiDigits } from "../../lib/ascii-digits.ts";

/** Crockford's base32, without letters that look like digits. @see https://www.crockford.com/base32.html */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** 75 bits: a copy of the database, which has the key of the MACs too, does not suffice to find a code. */
const length = 15;

/** How many codes are made at once. */
export const recoveryCodeCount = 10;

/** A new recovery code, as it is shown: `xxxxx-xxxxx-xxxxx`. */
export function newRecoveryCode(): string {
  // 256 is a multiple of 32, so each character is as likely as every other.
  const characters = Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join("");
  return characters.replace(/(.{5})(?=.)/g, "$1-");
}

/** A recovery code as people type it from paper: in capitals, with other dashes or none, and with `o`, `i` and `l`. */
export const recoveryCodeRule = z
  .string("Enter a recovery code.")
  .max(100, "A recovery code has 15 letters and digits.")
  .transform((code) =>
    toAsciiDigits(code.normalize("NFKC"))
      .toLowerCase()
      .replaceAll(/[\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Pd}\u{2212}.·]/gu, "")
      .replaceAll("o", "0")
      .replaceAll(/[il]/g, "1"),
  )
  .pipe(z.string().regex(/^[0-9a-hjkmnp-tv-z]{15}$/, "A recovery code has 15 letters and digits."));

/** What is stored of a code. The same code of another account has another MAC. */
export function macOf(key: Buffer, userId: string, code: string): string {
  return createHmac("sha256", key).update(userId).update(code.replaceAll("-", "")).digest("base64url");
}
