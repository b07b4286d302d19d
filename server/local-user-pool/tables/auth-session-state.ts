/** The first factors that USER_AUTH offers. */
export type FirstFactor = "PASSWORD" | "PASSWORD_SRP" | "EMAIL_OTP" | "SMS_OTP" | "WEB_AUTHN";

/** The second factors. */
export type MfaFactor = "SMS_MFA" | "SOFTWARE_TOKEN_MFA" | "EMAIL_OTP";

/** The challenges whose response is a code that was sent by mail or SMS. */
export type OneTimeCodeChallenge = "EMAIL_OTP" | "SMS_OTP" | "SMS_MFA";

/** @property destination the address that the code was sent to. */
type OneTimeCodeState<Challenge extends OneTimeCodeChallenge> = {
  waitsFor: Challenge;
  as: "FIRST_FACTOR" | "MFA";
  codeHash: string;
  destination: string;
};

/**
 * @property challenge base64url.
 * @property isMultiFactor whether the passkey counts as the second factor too.
 */
type WebAuthnState = {
  waitsFor: "WEB_AUTHN";
  challenge: string;
  isMultiFactor: boolean;
  requiresUserVerification: boolean;
};

/** A step of CUSTOM_AUTH that is complete, as the triggers' events have it. */
export type CustomAuthStep = {
  challengeName: string;
  challengeResult: boolean;
  challengeMetadata: string | null;
};

/** @property privateParameters what the trigger CreateAuthChallenge keeps for the one that verifies the answer. */
type CustomChallengeState = {
  waitsFor: "CUSTOM_CHALLENGE";
  privateParameters: Record<string, string>;
  challengeMetadata: string | null;
};

/**
 * The step that an unfinished sign-in waits for, and the data that this step needs.
 *
 * @property customAuth the steps before it in CUSTOM_AUTH; absent in other flows.
 */
export type AuthSessionState = StepState & { customAuth?: CustomAuthStep[] };

type StepState =
  | CustomChallengeState
  | { waitsFor: "CONFIRM_SIGN_UP" }
  | { waitsFor: "AUTO_SIGN_IN" }
  | { waitsFor: "SELECT_CHALLENGE"; choices: FirstFactor[] }
  | { waitsFor: "PASSWORD" }
  | { waitsFor: "PASSWORD_SRP" }
  | {
      waitsFor: "PASSWORD_VERIFIER";
      clientPublic: string;
      serverSecret: string;
      verifier: string;
      subject: string;
    }
  | { waitsFor: "NEW_PASSWORD_REQUIRED" }
  | WebAuthnState
  | { waitsFor: "PASSKEY_REGISTRATION" }
  | OneTimeCodeState<"EMAIL_OTP">
  | OneTimeCodeState<"SMS_OTP">
  | OneTimeCodeState<"SMS_MFA">
  | { waitsFor: "SELECT_MFA_TYPE"; choices: MfaFactor[] }
  | { waitsFor: "SOFTWARE_TOKEN_MFA" }
  | { waitsFor: "DEVICE_SRP_AUTH"; deviceKey: string }
  | { waitsFor: "DEVICE_PASSWORD_VERIFIER"; deviceKey: string; clientPublic: string; serverSecret: string }
  | { waitsFor: "MFA_SETUP"; isVerified: boolean };

export type AuthSessionStep = AuthSessionState["waitsFor"];
