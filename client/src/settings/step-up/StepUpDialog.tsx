import { useState } from "react";
import type { ChallengeFieldsFragment, SessionFieldsFragment } from "../../../generated/types.ts";
import { ChallengeQuestion } from "../../challenges/ChallengeForm.tsx";
import { challengeHead, useChallengeWords } from "../../challenges/messages/use-challenge-messages.ts";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/feedback/Dialog.tsx";
import type { FreshSignInOutcome } from "./step-up-context.ts";
import { PasswordAgain } from "./StepUpPasswordForm.tsx";
import { useSettingsWords } from "../messages/use-settings-messages.ts";

interface FreshSignInDialogProps {
  email: string;
  /** Where the password is known already: what else the sign-in asks. */
  challenge: ChallengeFieldsFragment | undefined;
  onOutcome: (outcome: FreshSignInOutcome) => void;
}

/** Asks for the password, and for what else the sign-in asks. */
export function FreshSignInDialog({ email, challenge: first, onOutcome }: FreshSignInDialogProps) {
  const words = useSettingsWords();
  const challengeWords = useChallengeWords();
  const session = useSession();
  const [challenge, setChallenge] = useState(first);

  async function accept(signedIn: SessionFieldsFragment): Promise<void> {
    await session.signedIn(signedIn);
    onOutcome({ is: "signedIn" });
  }

  const giveUp = () => onOutcome({ is: "givenUp" });
  const { title, lead } = challenge ? challengeHead(challenge, challengeWords) : words.freshSignIn;
  return (
    <Dialog title={title} lead={lead} onClose={giveUp}>
      {challenge ? (
        <ChallengeQuestion
          key={challenge.token}
          email={email}
          challenge={challenge}
          onSignedIn={accept}
          onChallenge={setChallenge}
          onExpired={() => setChallenge(undefined)}
        />
      ) : (
        <PasswordAgain email={email} onSignedIn={accept} onChallenge={setChallenge} />
      )}
      <Button look="plain" onClick={giveUp}>
        {words.cancel}
      </Button>
    </Dialog>
  );
}
