/** The first factors that USER_AUTH offers. */
export type FirstFactor = "PASSWORD" | "PASSWORD_SRP" | "EMAIL_OTP";

/** The second factors. */
export type MfaFactor = "SOFTWARE_TOKEN_MFA" | "EMAIL_OTP";

/** The step that an unfinished sign-in waits for, and the data that this step needs. */
export type AuthSessionState =
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
  | { waitsFor: "EMAIL_OTP"; as: "FIRST_FACTOR" | "MFA"; codeHash: string }
  | { waitsFor: "SELECT_MFA_TYPE"; choices: MfaFactor[] }
  | { waitsFor: "SOFTWARE_TOKEN_MFA" }
  | { waitsFor: "MFA_SETUP"; isVerified: boolean };

export type AuthSessionStep = AuthSessionState["waitsFor"];
