import { AuthenticatorSetUpQuestion } from "./MfaSetupChallenge.tsx";
import { CodeQuestion } from "./CodeChallenge.tsx";
import { FactorQuestion } from "./SelectMfaTypeChallenge.tsx";
import { NewPasswordQuestion } from "./NewPasswordChallenge.tsx";
import type { QuestionProps } from "./use-respond-to-challenge.ts";

/** The form that answers a challenge. Give it the challenge's token as key: each question begins empty. */
export function ChallengeQuestion(props: QuestionProps) {
  switch (props.challenge.name) {
    case "NEW_PASSWORD_REQUIRED":
      return <NewPasswordQuestion {...props} />;
    case "SOFTWARE_TOKEN_MFA":
    case "EMAIL_OTP":
      return <CodeQuestion {...props} />;
    case "SELECT_MFA_TYPE":
      return <FactorQuestion {...props} />;
    case "MFA_SETUP":
      return <AuthenticatorSetUpQuestion {...props} />;
  }
}
