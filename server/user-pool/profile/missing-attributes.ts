import type { PoolProfile } from "../../user-pool/profile/pool-profile.ts";

/** The attributes that a sign-up still needs, by the pool's names. */
export function findMissingAttributes(
  {
    attributes,
    usernameAttributes,
    verifiedAttributes,
  }: Pick<PoolProfile, "attributes" | "usernameAttributes" | "verifiedAttributes">,
  given: Record<string, string>,
): string[] {
  const required = attributes.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  const missing = required.filter((name) => !given[name]);
  // One of these is the username, and one of these gets the code.
  for (const choice of [usernameAttributes, verifiedAttributes]) {
    const isGiven = choice.length === 0 || choice.some((name) => given[name] || missing.includes(name));
    if (!isGiven && choice[0]) missing.push(choice[0]);
  }
  return missing;
}
