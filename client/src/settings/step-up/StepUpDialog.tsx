import { useState } from "react";
import type { ChallengeFieldsFragment, SessionFieldsFragment } from "../../../generated/types.ts";
import { ChallengeForm } from "../../challenges/ChallengeForm.tsx";
import { challengeHeading, useChallengeMessages } from "../../challenges/messages/use-challenge-messages.ts";
import { isAfterFirstFactor, nextProgress } from "../../challenges/sign-in-progress.ts";
import type { SignInProgress } from "../../challenges/sign-in-progress.ts";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/feedback/Dialog.tsx";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import type { StepUpResult } from "./step-up-context.ts";
import { StepUpForm } from "./StepUpForm.tsx";

interface StepUpDialogProps {
  username: string;
  /** As password managers know the account. */
  email: string;
  /** The challenge to begin with: what follows the password, or the choice of an account without one. */
  challenge: ChallengeFieldsFragment | undefined;
  /** Why it asks, if not since the last sign-in was a while ago. */
  reason: string | undefined;
  onResult: (outcome: StepUpResult) => void;
}

/** Asks for the password or what the pool takes in its place, and for the responses to challenges. */
export function StepUpDialog({ username, email, challenge: first, reason, onResult }: StepUpDialogProps) {
  const messages = useSettingsMessages();
  const challengeMessages = useChallengeMessages();
  const session = useSession();
  const [progress, setProgress] = useState<SignInProgress | undefined>(
    first && { challenge: first, firstFactor: first.name === "SELECT_CHALLENGE" ? undefined : "PASSWORD" },
  );
  const [barrier, setBarrier] = useState<string>();

  async function accept(signedIn: SessionFieldsFragment): Promise<void> {
    await session.signedIn(signedIn);
    onResult({ kind: "signedIn" });
  }

  function startAgain(): void {
    setProgress(undefined);
  }

  const cancel = () => onResult({ kind: "cancelled" });
  const { title, lead } = progress
    ? challengeHeading(progress.challenge, challengeMessages)
    : { ...messages.stepUp, lead: barrier ?? messages.stepUp.lead };
  const withReason = reason === undefined ? lead : progress ? `${reason} ${lead}` : reason;
  return (
    <Dialog title={title} lead={withReason} onClose={cancel}>
      {progress ? (
        <>
          <ChallengeForm
            key={progress.challenge.token}
            email={email}
            {...progress}
            onSignedIn={accept}
            onChallenge={(challenge) => setProgress(nextProgress(progress, challenge))}
            onExpired={startAgain}
            onBarrier={({ __typename }) => {
              const isOff = __typename === "SignInRequired";
              setBarrier(isOff ? messages.stepUp.authenticatorOff : messages.stepUp.elsewhere);
              startAgain();
            }}
          />
          {!isAfterFirstFactor(progress) && (
            <Button look="plain" onClick={startAgain}>
              {messages.stepUp.otherWay}
            </Button>
          )}
        </>
      ) : (
        <StepUpForm username={username} email={email} onSignedIn={accept} onProgress={setProgress} />
      )}
      <Button look="plain" onClick={cancel}>
        {messages.cancel}
      </Button>
    </Dialog>
  );
}
