import type { ChallengeName, FirstFactor } from "../../generated/types.ts";
import { supportsPasskeys } from "../passkeys/passkey-support.ts";

/** What this browser can sign in with, of what the pool offers. */
export function usableFactors(factors: readonly FirstFactor[]): FirstFactor[] {
  return factors.filter((factor) => factor !== "WEB_AUTHN" || supportsPasskeys());
}

const names: ReadonlySet<string> = new Set<FirstFactor>([
  "PASSWORD",
  "EMAIL_OTP",
  "SMS_OTP",
  "WEB_AUTHN",
  "CUSTOM_CHALLENGE",
]);

/** The first factor that a challenge asks for, if it comes first. The names are the same. */
export function toFirstFactor(name: ChallengeName): FirstFactor | undefined {
  return isFirstFactor(name) ? name : undefined;
}

function isFirstFactor(name: string): name is FirstFactor {
  return names.has(name);
}
