import type { FieldValues, UseFormReturn } from "react-hook-form";
import { RespondToChallengeDocument } from "../../generated/documents.ts";
import type {
  ChallengeFieldsFragment,
  RespondToChallengeInput,
  SessionFieldsFragment,
} from "../../generated/types.ts";
import { useShowProblems, useSignInMutation } from "../forms/use-form-mutation.ts";

export interface ChallengeFormProps {
  /** The account that signs in. */
  email: string;
  challenge: ChallengeFieldsFragment;
  onSignedIn: (session: SessionFieldsFragment) => Promise<void>;
  /** The response has led to another challenge. */
  onChallenge: (challenge: ChallengeFieldsFragment) => void;
  /** The challenge has expired: the sign-in must start again. */
  onExpired: () => void;
}

/** Returns a function that sends the response to a challenge. The urql client must be a guest's. */
export function useRespondToChallenge<Fields extends FieldValues>(
  form: UseFormReturn<Fields>,
  { challenge, onSignedIn, onChallenge, onExpired }: ChallengeFormProps,
): (response: Omit<RespondToChallengeInput, "challengeToken">) => Promise<void> {
  const respondToChallenge = useSignInMutation(form, RespondToChallengeDocument);
  const isApp = challenge.name === "SOFTWARE_TOKEN_MFA" || challenge.name === "MFA_SETUP";
  const showProblems = useShowProblems(form, isApp ? "authenticator" : "message");
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
    }
  };
}
