import { createHash } from "node:crypto";

/** Hashes a token or session for storage. SHA-256 is enough, because they are long and random. */
export function hashToken(secret: string | Buffer): string {
  return createHash("sha256").update(secret).digest("base64url");
}
