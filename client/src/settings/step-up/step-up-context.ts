import { createContext, use } from "react";
import type { ProblemFieldsFragment } from "../../../generated/types.ts";
import type { GraphQLFailure } from "../../failures/graphql-failure.ts";

/** What came of having somebody sign in again. */
export type FreshSignInOutcome =
  | { is: "signedIn" }
  /** They thought better of it. */
  | { is: "givenUp" }
  /** The password that they had typed already was not taken. */
  | { is: "rejected"; problems: readonly ProblemFieldsFragment[] }
  | { is: "failed"; failure: GraphQLFailure };

/** Signs in again: with a password that has been typed already, or by asking for it. */
export type SignInAgain = (password: string | undefined) => Promise<FreshSignInOutcome>;

export const FreshSignInContext = createContext<SignInAgain | undefined>(undefined);

export function useSignInAgain(): SignInAgain {
  const signInAgain = use(FreshSignInContext);
  if (signInAgain === undefined) throw new Error("useSignInAgain needs a FreshSignIn above it");
  return signInAgain;
}
