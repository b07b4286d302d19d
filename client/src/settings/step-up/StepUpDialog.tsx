import { useState } from "react";
import type { ChallengeFieldsFragment, SessionFieldsFragment } from "../../../generated/types.ts";
import { ChallengeForm } from "../../challenges/ChallengeForm.tsx";
import { challengeHeading, useChallengeMessages } from "../../challenges/messages/use-challenge-messages.ts";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/feedback/Dialog.tsx";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import type { StepUpResult } from "./step-up-context.ts";
import { StepUpPasswordForm } from "./StepUpPasswordForm.tsx";

interface StepUpDialogProps {
  username: string;
  /** As password managers know the account. */
  email: string;
  /** If the password was accepted already: the challenge that follows. */
  challenge: ChallengeFieldsFragment | undefined;
  /** Why it asks, if not since the last sign-in was a while ago. */
  reason: string | undefined;
  onResult: (outcome: StepUpResult) => void;
}

/** Asks for the password, and for the responses to challenges. */
export function StepUpDialog({ username, email, challenge: first, reason, onResult }: StepUpDialogProps) {
  const messages = useSettingsMessages();
  const challengeMessages = useChallengeMessages();
  const session = useSession();
  const [challenge, setChallenge] = useState(first);

  async function accept(signedIn: SessionFieldsFragment): Promise<void> {
    await session.signedIn(signedIn);
    onResult({ kind: "signedIn" });
  }

  const cancel = () => onResult({ kind: "cancelled" });
  const { title, lead } = challenge ? challengeHeading(challenge, challengeMessages) : messages.stepUp;
  const withReason = reason === undefined ? lead : challenge ? `${reason} ${lead}` : reason;
  return (
    <Dialog title={title} lead={withReason} onClose={cancel}>
      {challenge ? (
        <ChallengeForm
          key={challenge.token}
          email={email}
          challenge={challenge}
          onSignedIn={accept}
          onChallenge={setChallenge}
          onExpired={() => setChallenge(undefined)}
        />
      ) : (
        <StepUpPasswordForm
          username={username}
          email={email}
          onSignedIn={accept}
          onChallenge={setChallenge}
        />
      )}
      <Button look="plain" onClick={cancel}>
        {messages.cancel}
      </Button>
    </Dialog>
  );
}
