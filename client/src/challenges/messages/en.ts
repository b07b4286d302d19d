import type { ChallengeName, MfaFactor } from "../../../generated/types.ts";

export const en = {
  // A new challenge in the schema does not compile until it has messages here.
  titles: {
    NEW_PASSWORD_REQUIRED: "Choose your password",
    SOFTWARE_TOKEN_MFA: "Enter your code",
    EMAIL_OTP: "Check your e-mail",
    SMS_MFA: "Check your phone",
    SMS_OTP: "Check your phone",
    SELECT_MFA_TYPE: "Choose a second factor",
    MFA_SETUP: "Add an authenticator app",
  } satisfies Record<ChallengeName, string>,
  leads: {
    NEW_PASSWORD_REQUIRED: "You signed in with a temporary password. Choose your own to go on.",
    SOFTWARE_TOKEN_MFA: "Your authenticator app shows six digits for Cruddur. Enter them to go on.",
    EMAIL_OTP: "We sent you a code. Enter it to go on.",
    SMS_MFA: "We texted you a code. Enter it to go on.",
    SMS_OTP: "We texted you a code. Enter it to go on.",
    SELECT_MFA_TYPE: "Your password is right. Choose how to get a code.",
    MFA_SETUP: "Cruddur requires a second factor. You need an app on your phone, and a minute.",
  } satisfies Record<ChallengeName, string>,
  sentTo: {
    EMAIL: (destination: string) => `We sent a code to ${destination}. Enter it to go on.`,
    SMS: (destination: string) => `We texted a code to ${destination}. Enter it to go on.`,
  },
  factors: {
    SOFTWARE_TOKEN_MFA: "Code of my authenticator app",
    EMAIL_OTP: "Code by mail",
    SMS_MFA: "Code by text message",
  } satisfies Record<MfaFactor, string>,
  factor: "Second factor",
  factorMissing: "Choose one.",
  continue: "Go on",
  savePassword: "Save and go to the feed",
  secret: {
    scan: "Scan this with your authenticator app",
    type: "Or type this secret into it:",
    open: "Open in an app on this device",
    copy: "Copy",
    copied: "Copied.",
    enterCode: "Then enter the six digits that it shows.",
  },
};
