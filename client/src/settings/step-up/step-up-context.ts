import { createContext, use } from "react";
import type { ChallengeFieldsFragment, ProblemFieldsFragment } from "../../../generated/types.ts";
import type { GraphQLFailure } from "../../failures/graphql-failure.ts";

export type StepUpResult =
  | { kind: "signedIn" }
  | { kind: "cancelled" }
  /** The password that was passed is wrong. */
  | { kind: "rejected"; problems: readonly ProblemFieldsFragment[] }
  | { kind: "failed"; failure: GraphQLFailure };

/** What is there of the sign-in already: a password that the form has asked for, or the challenge after it. */
export interface StepUpStart {
  password?: string | undefined;
  challenge?: ChallengeFieldsFragment;
  /** Why the dialog asks, before what it asks for. */
  reason?: string;
}

/** Signs in again, with what is there, and by a dialog for the rest. */
export type StepUp = (start: StepUpStart) => Promise<StepUpResult>;

export const StepUpContext = createContext<StepUp | undefined>(undefined);

export function useStepUp(): StepUp {
  const stepUp = use(StepUpContext);
  if (stepUp === undefined) throw new Error("useStepUp needs a StepUpProvider above it");
  return stepUp;
}
