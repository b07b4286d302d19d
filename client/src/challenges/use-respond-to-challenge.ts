import type { FieldValues, UseFormReturn } from "react-hook-form";
import { RespondToChallengeDocument } from "../../generated/documents.ts";
import type {
  ChallengeFieldsFragment,
  RespondToChallengeInput,
  RespondToChallengeMutation,
  SessionFieldsFragment,
} from "../../generated/types.ts";
import { useShowProblems, useSignInMutation } from "../forms/use-form-mutation.ts";
import type { CodeSource } from "../problems/problem-message.ts";
import type { SignInProgress } from "./sign-in-progress.ts";

/** What a sign-in leads to besides a session and a challenge: something to do before the next one. */
export type SignInBarrier = Exclude<
  RespondToChallengeMutation["respondToChallenge"],
  { __typename: "SignedIn" | "ChallengeRequired" | "Rejected" }
>;

export interface ChallengeFormProps extends SignInProgress {
  /** The account that signs in. */
  email: string;
  onSignedIn: (session: SessionFieldsFragment) => Promise<void>;
  /** The response has led to another challenge. */
  onChallenge: (challenge: ChallengeFieldsFragment) => void;
  /** The challenge has expired: the sign-in must start again. */
  onExpired: () => void;
  onBarrier: (barrier: SignInBarrier) => void;
}

/** Returns a function that sends the response to a challenge. The urql client must be a guest's. */
export function useRespondToChallenge<Fields extends FieldValues>(
  form: UseFormReturn<Fields>,
  { challenge, onSignedIn, onChallenge, onExpired, onBarrier }: ChallengeFormProps,
  codeSource: CodeSource = codeSourceOf(challenge),
): (response: Omit<RespondToChallengeInput, "challengeToken">) => Promise<void> {
  const respondToChallenge = useSignInMutation(form, RespondToChallengeDocument);
  const showProblems = useShowProblems(form, codeSource);
  return async (response) => {
    const input = { ...response, challengeToken: challenge.token };
    const result = (await respondToChallenge({ input }))?.respondToChallenge;
    switch (result?.__typename) {
      case undefined:
        return;
      case "SignedIn":
        return onSignedIn(result.session);
      case "ChallengeRequired":
        return onChallenge(result.challenge);
      case "Rejected":
        if (result.problems.some(({ code }) => code === "CHALLENGE_EXPIRED")) return onExpired();
        return showProblems(result.problems);
      case "ConfirmationRequired":
      case "PasswordResetRequired":
      case "SignInRequired":
        return onBarrier(result);
    }
  };
}

function codeSourceOf({ name }: ChallengeFieldsFragment): CodeSource {
  return name === "SOFTWARE_TOKEN_MFA" || name === "MFA_SETUP" ? "authenticator" : "message";
}
