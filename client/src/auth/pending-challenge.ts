import type { ChallengeFieldsFragment } from "../../generated/types.ts";

/**
 * The challenge that a sign-in has led to, on its way to the page that answers it.
 *
 * Its token is as good as half a sign-in, so it is kept in memory alone: after a reload the person signs in again.
 */
let pending: ChallengeFieldsFragment | undefined;

export function setPendingChallenge(challenge: ChallengeFieldsFragment | undefined): void {
  pending = challenge;
}

export function pendingChallenge(): ChallengeFieldsFragment | undefined {
  return pending;
}
