import type { AuthOptions } from "../auth-options/load-auth-options.ts";
import { canKeepPasskeys } from "./passkey-support.ts";

const COOKIE = "passkey-offer=answered";
/** The most that browsers keep a cookie. */
const COOKIE_SECONDS = 400 * 24 * 60 * 60;

let isDue = false;

/** Decides whether this sign-in, which was by a password, ends with the offer of a passkey. */
export async function preparePasskeyOffer({
  firstFactors,
}: Pick<AuthOptions, "firstFactors">): Promise<void> {
  isDue = firstFactors.includes("WEB_AUTHN") && !wasAnswered() && (await canKeepPasskeys());
}

export function passkeyOfferIsDue(): boolean {
  return isDue;
}

function wasAnswered(): boolean {
  return document.cookie.split("; ").includes(COOKIE);
}

/**
 * No passkey is offered on this device any more: one was added or used here, or the person does not want one. The cookie says
 * nothing of the person.
 */
export function endPasskeyOffers(): void {
  isDue = false;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${COOKIE}; path=/; max-age=${COOKIE_SECONDS}; samesite=strict${secure}`;
}
