import { registerEnumType } from "type-graphql";
import type { FirstFactor as PoolFirstFactor } from "../../user-pool/profile/pool-profile.ts";

export const FirstFactor = {
  PASSWORD: "PASSWORD",
  EMAIL_OTP: "EMAIL_OTP",
  SMS_OTP: "SMS_OTP",
  WEB_AUTHN: "WEB_AUTHN",
  CUSTOM_CHALLENGE: "CUSTOM_CHALLENGE",
} as const satisfies Record<PoolFirstFactor, PoolFirstFactor>;
export type FirstFactor = keyof typeof FirstFactor;
registerEnumType(FirstFactor, {
  name: "FirstFactor",
  description: "What a sign-in begins with. The names are Cognito's.",
  valuesConfig: {
    PASSWORD: { description: "The account's password." },
    EMAIL_OTP: { description: "A mailed code." },
    SMS_OTP: { description: "A code in a text message." },
    WEB_AUTHN: { description: "A passkey." },
    CUSTOM_CHALLENGE: { description: "What the user pool's triggers of custom authentication ask." },
  },
});
