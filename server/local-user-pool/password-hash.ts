import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import type { ScryptOptions } from "node:crypto";

const cost = { N: 2 ** 15, r: 8, p: 1 };
const keyLength = 32;

/**
 * Hashes a password with scrypt, off the main thread: some 70 ms and 32 MB.
 *
 * @returns the parameters, salt and hash in one string, so that the cost can be raised without losing what is stored.
 * @see https://datatracker.ietf.org/doc/html/rfc7914
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await deriveKey(password, salt, cost);
  return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64"), key.toString("base64")].join("$");
}

/**
 * Whether the password is the one that was hashed. It takes as long where there is no hash, so that the time does not
 * tell who has an account.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [, N, r, p, salt, key] = (stored ?? nobodysHash).split("$");
  const expected = Buffer.from(key ?? "", "base64");
  const options = { N: Number(N), r: Number(r), p: Number(p) };
  const actual = await deriveKey(password, Buffer.from(salt ?? "", "base64"), options);
  return stored !== null && expected.length === keyLength && timingSafeEqual(actual, expected);
}

const nobodysHash = ["scrypt", cost.N, cost.r, cost.p, "AAAAAAAAAAAAAAAAAAAAAA==", ""].join("$");

function deriveKey(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  // OpenSSL counts a little more than the 128·N·r bytes of the algorithm.
  const maxmem = 256 * (options.N ?? 0) * (options.r ?? 0);
  return new Promise((resolve, reject) => {
    scrypt(password, salt, keyLength, { ...options, maxmem }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
