import type { ChallengeFieldsFragment } from "../../generated/types.ts";

/**
 * The challenge that a sign-in has returned, for the challenge page.
 *
 * Its token proves the password, so it is only in memory: after a reload the person signs in again.
 */
let pending: ChallengeFieldsFragment | undefined;

export function setPendingChallenge(challenge: ChallengeFieldsFragment | undefined): void {
  pending = challenge;
}

export function pendingChallenge(): ChallengeFieldsFragment | undefined {
  return pending;
}
