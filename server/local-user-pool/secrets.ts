import { createHash, createHmac, randomBytes, randomInt } from "node:crypto";
import type { UserPool } from "./tables/user-pools-table.ts";

/** What stands in the database for a token or session: enough to find it again, useless to present. */
export function sha256(secret: string | Buffer): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/** A hash that only this pool can compute; the parts are kept apart from each other. */
export function poolHmac(pool: Pick<UserPool, "serverKey">, ...parts: string[]): Buffer {
  return createHmac("sha256", Buffer.from(pool.serverKey, "base64url"))
    .update(JSON.stringify(parts))
    .digest();
}

/** A code of so many decimal digits, each equally likely. */
export function randomDigits(length: number): string {
  return String(randomInt(10 ** length)).padStart(length, "0");
}

/** A `sub`: UUID-shaped, and like Cognito's no version 4 UUID, so that nobody comes to rely on one. */
export function newSub(): string {
  return toSub(randomBytes(16));
}

export const uuidLength = 36;

/** Whether a text has the form of a UUID, of whatever version. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}

/** The same for 16 given bytes. */
export function toSub(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-70${hex.slice(14, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** A `Session`, as long as Cognito's are. */
export function newSession(): string {
  return randomBytes(1157).toString("base64url");
}

const jweHeader = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString("base64url");

/** A refresh token in the five parts and the length of Cognito's JWE. It is random: the pool knows it by its hash. */
export function newRefreshToken(): string {
  const parts = [256, 12, 1000, 16].map((length) => randomBytes(length).toString("base64url"));
  return [jweHeader, ...parts].join(".");
}

const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Lower-case letters and digits. */
export function randomAlphanumeric(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}
