import { useLocation } from "wouter";
import type { SignInMutation } from "../../generated/types.ts";
import type { SignInBarrier } from "../challenges/use-respond-to-challenge.ts";
import { pathWithEmail } from "./auth-paths.ts";
import { sentCodeNow } from "./navigation-notice.ts";
import type { NavigationNotice } from "./navigation-notice.ts";

type Barrier =
  | SignInBarrier
  | Exclude<SignInMutation["signIn"], { __typename: "SignedIn" | "ChallengeRequired" | "Rejected" }>;

/** Returns a function that goes to the page for what an account has to do before it can sign in. */
export function useGoToBarrier(): (barrier: Barrier, identifier: string) => void {
  const [, navigate] = useLocation();
  return (barrier, identifier) => {
    const goTo = (path: string, state: NavigationNotice) =>
      navigate(pathWithEmail(path, identifier), { state });
    switch (barrier.__typename) {
      case "ConfirmationRequired":
        return goTo("/confirm", {
          reason: "confirmFirst",
          code: barrier.codeDelivery ? sentCodeNow(identifier, barrier.codeDelivery) : undefined,
        });
      case "PasswordResetRequired":
        return goTo("/recover", { reason: "passwordResetRequired" });
      case "SignInRequired":
        return goTo("/sign-in", { reason: "authenticatorOff" });
    }
  };
}
