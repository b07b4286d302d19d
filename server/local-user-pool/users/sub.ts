import { randomBytes } from "node:crypto";

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
