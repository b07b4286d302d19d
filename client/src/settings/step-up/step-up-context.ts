import { createContext, use } from "react";
import type { ProblemFieldsFragment } from "../../../generated/types.ts";
import type { GraphQLFailure } from "../../failures/graphql-failure.ts";

export type StepUpResult =
  | { kind: "signedIn" }
  | { kind: "cancelled" }
  /** The password that was passed is wrong. */
  | { kind: "rejected"; problems: readonly ProblemFieldsFragment[] }
  | { kind: "failed"; failure: GraphQLFailure };

/** Signs in again, with a password that the form has asked for, or else by a dialog. */
export type StepUp = (password: string | undefined) => Promise<StepUpResult>;

export const StepUpContext = createContext<StepUp | undefined>(undefined);

export function useStepUp(): StepUp {
  const stepUp = use(StepUpContext);
  if (stepUp === undefined) throw new Error("useStepUp needs a StepUpProvider above it");
  return stepUp;
}
