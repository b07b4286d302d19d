import { poolHmac } from "./secrets.ts";
import type { UserPool } from "./user-pools-table.ts";

/** An e-mailed code to sign in with is longer than one that verifies an address. */
export const otpDigits = 8;

export function hashOtp(pool: UserPool, userId: string, code: string): string {
  return poolHmac(pool, "otp", userId, code).toString("base64url");
}
