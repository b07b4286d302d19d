import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

const keyLength = 32;
const [r, p] = [8, 1];

/**
 * Hashes a password with scrypt, off the main thread.
 *
 * @param cost log2 of N: 15 takes some 70 ms and 32 MB.
 * @returns the parameters, salt and hash in one string, so that the cost can change while older hashes stay valid.
 * @see https://datatracker.ietf.org/doc/html/rfc7914
 */
export async function hashPassword(password: string, cost: number): Promise<string> {
  const salt = randomBytes(16);
  const key = await deriveKey(password, salt, { N: 2 ** cost, r, p });
  return ["scrypt", cost, r, p, salt.toString("base64"), key.toString("base64")].join("$");
}

/**
 * Whether the password matches the hash. Without a hash it takes as long, so that timing does not reveal whether an
 * account exists.
 */
export async function verifyPassword(
  password: string,
  stored: string | null,
  cost: number,
): Promise<boolean> {
  if (stored === null) {
    await hashPassword(password, cost);
    return false;
  }
  const [, storedCost, storedR, storedP, salt = "", key = ""] = stored.split("$");
  const options = { N: 2 ** Number(storedCost), r: Number(storedR), p: Number(storedP) };
  return timingSafeEqual(
    await deriveKey(password, Buffer.from(salt, "base64"), options),
    Buffer.from(key, "base64"),
  );
}

function deriveKey(
  password: string,
  salt: Buffer,
  options: { N: number; r: number; p: number },
): Promise<Buffer> {
  // OpenSSL needs slightly more than the algorithm's 128·N·r bytes.
  const maxmem = 256 * options.N * options.r;
  return new Promise((resolve, reject) => {
    scrypt(password, salt, keyLength, { ...options, maxmem }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
