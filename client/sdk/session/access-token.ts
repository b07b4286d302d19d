import type { SessionFieldsFragment } from "../../generated/types.ts";

/** The access token, which is only kept in memory. */
export interface AccessToken {
  value: string;
  /** By this device's clock, in milliseconds since 1970. */
  renewAt: number;
}

const RENEW_BEFORE_EXPIRY_MS = 30_000;
/** Below the shortest lifetime of Cognito's access tokens, which is five minutes. */
const IMPLAUSIBLE_LIFETIME_MS = 2 * 60_000;

/**
 * Computes when to renew a token that was just issued.
 *
 * If the token seems to expire at once, the device's clock is wrong, and every request would renew the token. It is then
 * renewed only when the API reports that it has expired.
 */
export function scheduleRenewal({ accessToken, expiresAt }: SessionFieldsFragment, now: number): AccessToken {
  const expiry = Date.parse(expiresAt);
  const clockIsWrong = expiry - now < IMPLAUSIBLE_LIFETIME_MS;
  return { value: accessToken, renewAt: clockIsWrong ? Infinity : expiry - RENEW_BEFORE_EXPIRY_MS };
}
