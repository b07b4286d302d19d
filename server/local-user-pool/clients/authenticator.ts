import { createHmac } from "node:crypto";
import { defined } from "../contract/support/builders.ts";

const stepSeconds = 30;
const base32Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * Computes the code of an authenticator app: six digits, SHA-1, time steps of 30 seconds.
 *
 * @param secret in base32, as returned by AssociateSoftwareToken
 * @see https://www.rfc-editor.org/rfc/rfc6238 and, for the truncation, https://www.rfc-editor.org/rfc/rfc4226#section-5.3
 */
export function totpCode(secret: string, time: Date): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(time.getTime() / 1000 / stepSeconds)));
  const digest = createHmac("sha1", decodeBase32(secret)).update(counter).digest();
  const offset = digest.readUInt8(digest.length - 1) & 0x0f;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** A code that is wrong at a time, and one time step before and after it. */
export function wrongTotpCode(secret: string, time: Date): string {
  const near = [-1, 0, 1].map((steps) =>
    totpCode(secret, new Date(time.getTime() + steps * stepSeconds * 1000)),
  );
  return defined(["000000", "111111", "222222", "333333"].find((code) => !near.includes(code)));
}

function decodeBase32(text: string): Buffer {
  const bits = Array.from(text, (letter) => base32Alphabet.indexOf(letter).toString(2).padStart(5, "0"));
  const bytes = bits.join("").match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
