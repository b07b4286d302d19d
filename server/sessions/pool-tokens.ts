import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/**
 * Seals the pool's refresh tokens for the database, so that a session that ends here can be ended at the pool
 * without its client. Who has a copy of the database can use none of them: the key is derived from the app
 * client's secret too, which is not stored there, and which the pool asks for besides.
 */
export type PoolTokens = {
  /** @returns null if there is no key. */
  seal: (refreshToken: string, familyHash: string) => string | null;
  /** @returns undefined if there is nothing to open, or it was sealed with another key or for another session. */
  open: (sealed: string | null, familyHash: string) => string | undefined;
};

const algorithm = "aes-256-gcm";
const nonceLength = 12;
const tagLength = 16;

/** @param key undefined if the app client has no secret: then no token is kept. */
export function createPoolTokens(key: Buffer | undefined): PoolTokens {
  return {
    seal(refreshToken, familyHash) {
      if (key === undefined) return null;
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(familyHash));
      const text = Buffer.concat([cipher.update(refreshToken, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64url");
    },
    open(sealed, familyHash) {
      if (key === undefined || sealed === null) return undefined;
      const bytes = Buffer.from(sealed, "base64url");
      const textStart = nonceLength + tagLength;
      try {
        const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceLength))
          .setAAD(Buffer.from(familyHash))
          .setAuthTag(bytes.subarray(nonceLength, textStart));
        return Buffer.concat([decipher.update(bytes.subarray(textStart)), decipher.final()]).toString("utf8");
      } catch {
        return undefined;
      }
    },
  };
}
