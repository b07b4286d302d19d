import { useState } from "react";
import type { ComponentType } from "react";
import { Button } from "../ui/Button.tsx";
import { useChallengeMessages } from "./messages/use-challenge-messages.ts";
import { RecoveryCodeForm } from "./RecoveryCodeForm.tsx";
import type { ChallengeFormProps } from "./use-respond-to-challenge.ts";

interface WithRecoveryCodeProps extends ChallengeFormProps {
  form: ComponentType<ChallengeFormProps>;
}

/** The form for a second factor, or for a recovery code in its place: for somebody who has lost the authenticator app. */
export function WithRecoveryCode({ form: SecondFactorForm, ...props }: WithRecoveryCodeProps) {
  const { recovery: messages } = useChallengeMessages();
  const [hasLostIt, setHasLostIt] = useState(false);
  return (
    <>
      {hasLostIt ? <RecoveryCodeForm {...props} /> : <SecondFactorForm {...props} />}
      <Button look="plain" onClick={() => setHasLostIt(!hasLostIt)}>
        {hasLostIt ? messages.useSecondFactor : messages.use}
      </Button>
    </>
  );
}
