import type { FieldValues, UseFormReturn } from "react-hook-form";
import { RespondToChallengeDocument } from "../../generated/documents.ts";
import type {
  ChallengeFieldsFragment,
  RespondToChallengeInput,
  SessionFieldsFragment,
} from "../../generated/types.ts";
import { useShowProblems, useSignInMutation } from "../forms/use-form-mutation.ts";

/** One question of a sign-in, and where its answer leads. */
export interface QuestionProps {
  /** Whose sign-in it is. */
  email: string;
  challenge: ChallengeFieldsFragment;
  onSignedIn: (session: SessionFieldsFragment) => Promise<void>;
  /** One answer has led to another question. */
  onChallenge: (challenge: ChallengeFieldsFragment) => void;
  /** The sign-in has to begin anew. */
  onExpired: () => void;
}

/** A function that sends the answer of a form; the urql client must be a guest's. */
export function useAnswer<Fields extends FieldValues>(
  form: UseFormReturn<Fields>,
  { challenge, onSignedIn, onChallenge, onExpired }: QuestionProps,
): (answer: Omit<RespondToChallengeInput, "challengeToken">) => Promise<void> {
  const respondToChallenge = useSignInMutation(form, RespondToChallengeDocument);
  const showProblems = useShowProblems(form);
  return async (answer) => {
    const input = { ...answer, challengeToken: challenge.token };
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
