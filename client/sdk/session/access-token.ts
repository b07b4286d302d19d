import type { SessionFieldsFragment } from "../../generated/types.ts";

/** An access token as it is kept: in memory alone. */
export interface AccessToken {
  value: string;
  /** By this device's clock, in milliseconds since 1970. */
  renewAt: number;
}

const RENEW_BEFORE_EXPIRY_MS = 30_000;
/** Cognito's access tokens live for five minutes at the least. */
const NO_TOKEN_IS_SO_SHORT_MS = 2 * 60_000;

/**
 * The token of a session that has just come.
 *
 * One that seems to run out at once is judged by a wrong clock, which would have every request renew it. It is not
 * renewed by the clock then, but when the API says that it has expired.
 */
export function receiveAccessToken(
  { accessToken, expiresAt }: SessionFieldsFragment,
  now: number,
): AccessToken {
  const end = Date.parse(expiresAt);
  const clockIsWrong = end - now < NO_TOKEN_IS_SO_SHORT_MS;
  return { value: accessToken, renewAt: clockIsWrong ? Infinity : end - RENEW_BEFORE_EXPIRY_MS };
}
