import { AuthenticatorSetUpQuestion } from "./AuthenticatorSetUpQuestion.tsx";
import { CodeQuestion } from "./CodeQuestion.tsx";
import { FactorQuestion } from "./FactorQuestion.tsx";
import { NewPasswordQuestion } from "./NewPasswordQuestion.tsx";
import type { QuestionProps } from "./use-answer.ts";

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
