import {
  hasBadge,
  hasUnprintable,
  isVisible,
  overridesDirection,
  withoutHiddenCharacters,
  withoutStackedMarks,
} from "../../lib/plain-text.ts";
import type { AccountProfile } from "../../user-pool/account-profile.ts";
import { type ChosenProfile, readMapped } from "../../user-pool/profile/attribute-mapping.ts";
import type { PoolProfile } from "../../user-pool/profile/pool-profile.ts";
import { chosenHandleRule } from "../handles.ts";
import { isPrivate } from "./is-private.ts";

/** What is known of a user before their first visit. */
export type FirstProfile = {
  name: string | undefined;
  /** A handle that fits our rules; it may be taken. */
  wantedHandle: string | undefined;
  /** Whether the person chose both. If not, they are asked. */
  isComplete: boolean;
};

/**
 * The name and the handle of an account that was made outside this API, or in a pool that does not have them. Nothing that
 * identifies the account is published: an address, a phone number or the local part of an address.
 *
 * @param kept what the sign-up chose, if it was one of this API.
 */
export function toFirstProfile(
  profile: AccountProfile,
  kept: ChosenProfile,
  { attributeMapping, identifiers, identityProviders }: PoolProfile,
): FirstProfile {
  const publish = (text: string | undefined): string | undefined =>
    text === undefined || isPrivate(text, identityProviders) || isJson(text) ? undefined : text;
  const name = kept.name ?? toName(publish(readMapped(attributeMapping.name, profile.attributes)));
  // A provider knows no handle of ours: where the pool requires the attribute, it is mapped from anything.
  const given = profile.isFederated
    ? undefined
    : publish(readMapped(attributeMapping.handle, profile.attributes));
  const username = identifiers.includes("USERNAME") ? toPublicUsername(profile, publish) : undefined;
  const chosen = kept.handle ?? toHandle(given);
  return {
    name: name ?? toName(given),
    wantedHandle: chosen ?? foldToHandle(given) ?? username,
    isComplete: name !== undefined && chosen !== undefined,
  };
}

/** The username, where the person has chosen it: not made from their address, and a handle as it is. */
function toPublicUsername(
  { username, email }: AccountProfile,
  publish: (text: string | undefined) => string | undefined,
): string | undefined {
  const handle = toHandle(publish(username));
  return handle === email?.split("@")[0]?.toLowerCase() ? undefined : handle;
}

function toHandle(text: string | undefined): string | undefined {
  const checked = chosenHandleRule.safeParse(text);
  return checked.success ? checked.data : undefined;
}

const maximumHandleLength = 30;

/** The handle that resembles a text: without accents, with `_` for spaces. Undefined if other characters remain. */
function foldToHandle(text: string | undefined): string | undefined {
  const letters = toPrintable(text ?? "")
    .normalize("NFKD")
    .replaceAll(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, "")
    .trim()
    .replaceAll(/[\s.'’-]+/gu, "_");
  return /^\w+$/.test(letters) ? toHandle(letters.slice(0, maximumHandleLength)) : undefined;
}

const maximumNameLength = 100;

/** Makes a name from outside this API fit our rules. Undefined if nothing visible remains. */
function toName(given: string | undefined): string | undefined {
  const line = withoutStackedMarks(withoutHiddenCharacters(toPrintable(given ?? "")))
    .replaceAll(/\s+/g, " ")
    .trim();
  const name = Array.from(line).slice(0, maximumNameLength).join("").trim();
  return isVisible(name) ? name : undefined;
}

function toPrintable(text: string): string {
  return Array.from(text)
    .filter(
      (character) => !hasUnprintable(character) && !overridesDirection(character) && !hasBadge(character),
    )
    .join("");
}

/** Whether an attribute holds a record of another program. */
function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
