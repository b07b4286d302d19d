/** The challenges that a user can choose among after naming themselves (USER_AUTH). */
export type FirstFactor = "PASSWORD" | "PASSWORD_SRP" | "EMAIL_OTP";

/** The factors that can follow the first. */
export type MfaFactor = "SOFTWARE_TOKEN_MFA" | "EMAIL_OTP";

/**
 * What an unfinished sign-in waits for. `username` is what the client must repeat: the stored username, or what was
 * typed where no such user exists.
 */
export type AuthSessionState = { username: string } & (
  | { waitsFor: "CONFIRM_SIGN_UP" }
  | { waitsFor: "AUTO_SIGN_IN" }
  | { waitsFor: "NEW_PASSWORD_REQUIRED" }
  | { waitsFor: "SELECT_CHALLENGE"; choices: FirstFactor[] }
  | { waitsFor: "PASSWORD" }
  | { waitsFor: "PASSWORD_SRP" }
  | { waitsFor: "PASSWORD_VERIFIER"; clientPublic: string; serverSecret: string; salt: string; verifier: string }
  | { waitsFor: "EMAIL_OTP"; as: "FIRST_FACTOR" | "MFA"; codeHash: string }
  | { waitsFor: "SELECT_MFA_TYPE"; choices: MfaFactor[] }
  | { waitsFor: "SOFTWARE_TOKEN_MFA" }
  | { waitsFor: "MFA_SETUP"; pendingSecret?: string; verifiedSecret?: { secret: string; deviceName?: string; step: number } }
);

export type AuthSessionStep = AuthSessionState["waitsFor"];
