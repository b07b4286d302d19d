import type { ChallengeFieldsFragment, FirstFactor } from "../../generated/types.ts";
import { toFirstFactor } from "../first-factors/first-factor.ts";

/** A sign-in that has to answer a challenge. */
export interface SignInProgress {
  challenge: ChallengeFieldsFragment;
  /** What it began with, shown or still to be shown; undefined while that is to be chosen. */
  firstFactor: FirstFactor | undefined;
}

/** The sign-in after another challenge. */
export function nextProgress(
  { firstFactor }: SignInProgress,
  challenge: ChallengeFieldsFragment,
): SignInProgress {
  return { challenge, firstFactor: firstFactor ?? toFirstFactor(challenge.name) };
}

/** Whether the challenge comes after the first factor. A mailed code may be either. */
export function isAfterFirstFactor({ challenge, firstFactor }: SignInProgress): boolean {
  return firstFactor !== undefined && challenge.name !== firstFactor;
}
