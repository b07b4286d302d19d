import type { PoolProfile } from "../user-pool/profile/pool-profile.ts";

/**
 * The one spelling of an account's address, as users have it. In a case-sensitive pool addresses that differ in case are
 * of different people.
 *
 * @returns null if the account has none.
 */
export function toAddress(
  email: string | undefined,
  { isCaseSensitive }: Pick<PoolProfile, "isCaseSensitive">,
): string | null {
  if (email === undefined) return null;
  return isCaseSensitive ? email : email.toLowerCase();
}
