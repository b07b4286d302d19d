import { CodeChallenge } from "./CodeChallenge.tsx";
import { CustomChallenge } from "./CustomChallenge.tsx";
import { MfaSetupChallenge } from "./MfaSetupChallenge.tsx";
import { NewPasswordChallenge } from "./NewPasswordChallenge.tsx";
import { PasswordChallenge } from "./PasswordChallenge.tsx";
import { SelectChallenge } from "./SelectChallenge.tsx";
import { SelectMfaTypeChallenge } from "./SelectMfaTypeChallenge.tsx";
import type { ChallengeFormProps } from "./use-respond-to-challenge.ts";
import { WebAuthnChallenge } from "./WebAuthnChallenge.tsx";
import { WithRecoveryCode } from "./WithRecoveryCode.tsx";

/** The form for a challenge. Use the challenge's token as key, so that each challenge starts with empty fields. */
export function ChallengeForm(props: ChallengeFormProps) {
  switch (props.challenge.name) {
    case "SELECT_CHALLENGE":
      return <SelectChallenge {...props} />;
    case "PASSWORD":
      return <PasswordChallenge {...props} />;
    case "WEB_AUTHN":
      return <WebAuthnChallenge {...props} />;
    case "CUSTOM_CHALLENGE":
      return <CustomChallenge {...props} />;
    case "NEW_PASSWORD_REQUIRED":
      return <NewPasswordChallenge {...props} />;
    case "SOFTWARE_TOKEN_MFA":
      return <WithRecoveryCode {...props} form={CodeChallenge} />;
    case "EMAIL_OTP":
    case "SMS_MFA":
    case "SMS_OTP":
      return <CodeChallenge {...props} />;
    case "SELECT_MFA_TYPE":
      return <WithRecoveryCode {...props} form={SelectMfaTypeChallenge} />;
    case "MFA_SETUP":
      return <MfaSetupChallenge {...props} />;
  }
}
