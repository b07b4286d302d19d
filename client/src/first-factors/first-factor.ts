import type { ChallengeName, FirstFactor } from "../../generated/types.ts";
import { supportsPasskeys } from "../passkeys/passkey-support.ts";

/** What this browser can sign in with, of what the pool offers: a passkey comes first, as the quickest. */
export function usableFactors(factors: readonly FirstFactor[]): FirstFactor[] {
  const others = factors.filter((factor) => factor !== "WEB_AUTHN");
  return factors.includes("WEB_AUTHN") && supportsPasskeys() ? ["WEB_AUTHN", ...others] : others;
}

/** What the form of a sign-in asks for: what every account may have, so no passkey where there is another way. */
export function mainFactor(factors: readonly FirstFactor[]): FirstFactor | undefined {
  if (factors.includes("PASSWORD")) return "PASSWORD";
  return factors.find((factor) => factor !== "WEB_AUTHN") ?? factors[0];
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
