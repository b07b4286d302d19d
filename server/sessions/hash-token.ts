import { createHash } from "node:crypto";

/** SHA-256 of a token, hex. Tables hold the hash, so that a copy of the database contains no token. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
