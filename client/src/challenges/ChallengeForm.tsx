import { CodeChallenge } from "./CodeChallenge.tsx";
import { MfaSetupChallenge } from "./MfaSetupChallenge.tsx";
import { NewPasswordChallenge } from "./NewPasswordChallenge.tsx";
import { SelectMfaTypeChallenge } from "./SelectMfaTypeChallenge.tsx";
import type { ChallengeFormProps } from "./use-respond-to-challenge.ts";

/** The form for a challenge. Use the challenge's token as key, so that each challenge starts with empty fields. */
export function ChallengeForm(props: ChallengeFormProps) {
  switch (props.challenge.name) {
    case "NEW_PASSWORD_REQUIRED":
      return <NewPasswordChallenge {...props} />;
    case "SOFTWARE_TOKEN_MFA":
    case "EMAIL_OTP":
    case "SMS_MFA":
    case "SMS_OTP":
      return <CodeChallenge {...props} />;
    case "SELECT_MFA_TYPE":
      return <SelectMfaTypeChallenge {...props} />;
    case "MFA_SETUP":
      return <MfaSetupChallenge {...props} />;
  }
}
