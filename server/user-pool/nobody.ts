import { randomUUID } from "node:crypto";

/** The username of no account, for a call whose only purpose is to take as long as one for an account. */
export function nobody(): string {
  return randomUUID();
}
