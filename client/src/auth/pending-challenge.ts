import type { SignInProgress } from "../challenges/sign-in-progress.ts";

/**
 * The sign-in that has to answer a challenge, for the challenge page.
 *
 * The challenge's token proves what was shown already, so it is only in memory: after a reload the person signs in again.
 */
let pending: SignInProgress | undefined;

export function setPendingChallenge(progress: SignInProgress | undefined): void {
  pending = progress;
}

export function pendingChallenge(): SignInProgress | undefined {
  return pending;
}
