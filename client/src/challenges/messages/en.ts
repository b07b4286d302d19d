import type { ChallengeName, MfaFactor } from "../../../generated/types.ts";

export const en = {
  // A new challenge in the schema does not compile until it has messages here.
  titles: {
    SELECT_CHALLENGE: "Choose how to sign in",
    PASSWORD: "Enter your password",
    WEB_AUTHN: "Use your passkey",
    NEW_PASSWORD_REQUIRED: "Choose a password",
    SOFTWARE_TOKEN_MFA: "Enter your code",
    EMAIL_OTP: "Check your e-mail",
    SMS_MFA: "Check your phone",
    SMS_OTP: "Check your phone",
    SELECT_MFA_TYPE: "Choose a second step",
    MFA_SETUP: "Add an authenticator app",
  } satisfies Record<ChallengeName, string>,
  leads: {
    SELECT_CHALLENGE: "Choose how to show that it is you.",
    PASSWORD: "Enter your password to continue.",
    WEB_AUTHN: "Your device asks for your passkey.",
    NEW_PASSWORD_REQUIRED: "You signed in with a temporary password. Choose your own to continue.",
    SOFTWARE_TOKEN_MFA: "Open your authenticator app and enter the six digits it shows for Cruddur.",
    EMAIL_OTP: "We sent you a code. Enter it to continue.",
    SMS_MFA: "We texted you a code. Enter it to continue.",
    SMS_OTP: "We texted you a code. Enter it to continue.",
    SELECT_MFA_TYPE: "Your password is correct. Choose how to get a code.",
    MFA_SETUP: "Your account requires two-step sign-in. You need an app on your phone, and a minute.",
  } satisfies Record<ChallengeName, string>,
  sentTo: {
    EMAIL: (destination: string) => `We sent a code to ${destination}. Enter it to continue.`,
    SMS: (destination: string) => `We texted a code to ${destination}. Enter it to continue.`,
  },
  factors: {
    SOFTWARE_TOKEN_MFA: "Code from my authenticator app",
    EMAIL_OTP: "Code by e-mail",
    SMS_MFA: "Code by text message",
  } satisfies Record<MfaFactor, string>,
  firstFactor: "Sign in with",
  factor: "Second step",
  factorMissing: "Choose one.",
  continue: "Continue",
  recovery: {
    use: "Use a recovery code",
    useSecondFactor: "Use my second step",
    label: "Recovery code",
    hint: "One of the ten that you stored. It turns your authenticator app off; then you sign in with your password.",
    missing: "Enter a recovery code.",
    action: "Turn the app off",
  },
  savePassword: "Save and continue",
  secret: {
    scan: "Scan this with your authenticator app",
    type: "Or type this secret key into it:",
    open: "Open in an app on this device",
    copy: "Copy",
    copied: "Copied.",
    enterCode: "Then enter the six digits it shows.",
  },
};
