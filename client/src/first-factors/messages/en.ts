import type { FirstFactor } from "../../../generated/types.ts";

export const en = {
  or: "or",
  /** Of buttons. */
  actions: {
    PASSWORD: "Use my password",
    EMAIL_OTP: "Mail me a code",
    SMS_OTP: "Text me a code",
    WEB_AUTHN: "Continue with a passkey",
    CUSTOM_CHALLENGE: "Answer a question",
  } satisfies Record<FirstFactor, string>,
  /** Of a choice. */
  names: {
    PASSWORD: "My password",
    EMAIL_OTP: "A code by e-mail",
    SMS_OTP: "A code by text message",
    WEB_AUTHN: "A passkey",
    CUSTOM_CHALLENGE: "A question of the user pool",
  } satisfies Record<FirstFactor, string>,
};
