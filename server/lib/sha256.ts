import { hash } from "node:crypto";

/** The SHA-256 of a text. One call without a stream: half the cost of `createHash`. */
export function sha256(text: string, encoding: "hex" | "base64url"): string {
  return hash("sha256", text, encoding);
}
