import { randomBytes } from "node:crypto";

/**
 * A random `sub`. Like Cognito's it has the form of a UUID, but not of version 4, so that clients do not rely on
 * that.
 */
export function randomSub(): string {
  return toSub(randomBytes(16));
}

export const uuidLength = 36;

/** Whether a text has the form of a UUID of any version. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}

/** Formats 16 bytes as a `sub`. */
export function toSub(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-70${hex.slice(14, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
