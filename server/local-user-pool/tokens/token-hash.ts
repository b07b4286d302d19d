import { createHash } from "node:crypto";

/** What stands in the database for a token or session: enough to find it again, useless to present. */
export function sha256(secret: string | Buffer): string {
  return createHash("sha256").update(secret).digest("base64url");
}
