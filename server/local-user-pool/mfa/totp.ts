import { createHmac, randomBytes } from "node:crypto";

// Time-based one-time passwords (RFC 6238) with the parameters of authenticator apps: SHA-1, 30 seconds, six digits.
const stepSeconds = 30;
const digits = 6;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A random secret of 32 bytes in base32, 52 characters long like Cognito's. */
export function randomTotpSecret(): string {
  const bits = Array.from(randomBytes(32), (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((group) => alphabet.charAt(Number.parseInt(group.padEnd(5, "0"), 2)))
    .join("");
}

/** The code of a time step. */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  // Dynamic truncation, RFC 4226 section 5.3.
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}

export function timeStepAt(date: Date): number {
  return Math.floor(date.getTime() / 1000 / stepSeconds);
}

/**
 * Finds the time step of a code among the current one and its two neighbours.
 *
 * @returns undefined for a wrong code.
 */
export function findTimeStep(secret: string, code: string, now: Date): number | undefined {
  const current = timeStepAt(now);
  return [current, current - 1, current + 1].find((step) => totpCode(secret, step) === code);
}

function fromBase32(text: string): Buffer {
  const bits = Array.from(text, (character) => alphabet.indexOf(character).toString(2).padStart(5, "0")).join(
    "",
  );
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
