import { UserPoolException } from "../protocol/exceptions.ts";
import type { ClientData } from "./responses.ts";
import type { UserPool } from "../tables/user-pools-table.ts";

/** The site that passkeys are bound to, and what the pool requires of them. */
export type RelyingParty = { id: string; userVerification: "required" | "preferred" };

/** On a laptop no pool has a domain: without RelyingPartyId, passkeys belong to the pages of `localhost`. */
const defaultRelyingPartyId = "localhost";

export function relyingPartyOf({ mfa }: Pick<UserPool, "mfa">): RelyingParty {
  const { RelyingPartyId, UserVerification } = mfa.WebAuthnConfiguration ?? {};
  return { id: RelyingPartyId ?? defaultRelyingPartyId, userVerification: UserVerification ?? "preferred" };
}

/** Whether the pool has passkeys among its first factors. */
export function allowsPasskeys({ settings }: Pick<UserPool, "settings">): boolean {
  return settings.Policies.SignInPolicy.AllowedFirstAuthFactors.includes("WEB_AUTHN");
}

/** @throws UserPoolException WebAuthnNotEnabledException */
export function requirePasskeys(pool: UserPool): RelyingParty {
  if (!allowsPasskeys(pool)) {
    throw new UserPoolException(
      "WebAuthnNotEnabledException",
      "Passkeys are not enabled for this user pool: its sign-in policy must allow WEB_AUTHN.",
    );
  }
  return relyingPartyOf(pool);
}

/**
 * Whether a page may use the relying party's passkeys: by https a page of its domain or a subdomain, and on this machine
 * any page of `localhost`. In a frame of another site, a page may not.
 *
 * @see https://www.w3.org/TR/webauthn-3/#sctn-validating-origin
 */
export function isOriginOf({ id }: RelyingParty, { origin, isFramed }: ClientData): boolean {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  if (!url || url.origin !== origin || isFramed) return false;
  if (id === defaultRelyingPartyId && url.hostname === id) return /^https?:$/.test(url.protocol);
  return url.protocol === "https:" && (url.hostname === id || url.hostname.endsWith(`.${id}`));
}
