import { sha256 } from "../lib/sha256.ts";

/** SHA-256 of a token, hex. Tables hold the hash, so that a copy of the database contains no token. */
export function hashToken(token: string): string {
  return sha256(token, "hex");
}
