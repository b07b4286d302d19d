import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const algorithm = "aes-256-gcm";
const nonceLength = 12;
const tagLength = 16;

/**
 * Encrypts a text with AES-256-GCM.
 *
 * @param key 32 bytes
 * @param use what the text is sealed for: it is opened for the same alone.
 * @returns base64url
 * @see https://csrc.nist.gov/pubs/sp/800/38/d/final
 */
export function seal(key: Buffer, text: string, use: string): string {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(use));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** @returns undefined if it was sealed with another key or for another use, or is none. */
export function unseal(key: Buffer, sealed: string, use: string): string | undefined {
  const bytes = Buffer.from(sealed, "base64url");
  const textStart = nonceLength + tagLength;
  try {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceLength), {
      authTagLength: tagLength,
    })
      .setAAD(Buffer.from(use))
      .setAuthTag(bytes.subarray(nonceLength, textStart));
    return Buffer.concat([decipher.update(bytes.subarray(textStart)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
