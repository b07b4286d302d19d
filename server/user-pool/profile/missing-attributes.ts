import type { PoolProfile } from "./pool-profile.ts";

/** What a sign-up must set, and where one of several suffices. */
type SignUpNeeds = Pick<PoolProfile, "attributes" | "usernameAttributes" | "verifiedAttributes">;

/** The attributes that a sign-up still needs, by the pool's names. */
export function findMissingAttributes(
  { attributes, usernameAttributes, verifiedAttributes }: SignUpNeeds,
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

/** What a sign-up needs and its app client may not write, by the pool's names: with any, nobody can sign up. */
export function findUnwritable(profile: SignUpNeeds & Pick<PoolProfile, "writableAttributes">): string[] {
  const { writableAttributes } = profile;
  if (writableAttributes === undefined) return [];
  return findMissingAttributes(profile, Object.fromEntries(writableAttributes.map((name) => [name, name])));
}
