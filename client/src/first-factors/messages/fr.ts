import type { en } from "./en.ts";

export const fr: typeof en = {
  or: "ou",
  actions: {
    PASSWORD: "Utiliser mon mot de passe",
    EMAIL_OTP: "Recevoir un code par e-mail",
    SMS_OTP: "Recevoir un code par SMS",
    WEB_AUTHN: "Continuer avec une clé d’accès",
    CUSTOM_CHALLENGE: "Répondre à une question",
  },
  names: {
    PASSWORD: "Mon mot de passe",
    EMAIL_OTP: "Un code par e-mail",
    SMS_OTP: "Un code par SMS",
    WEB_AUTHN: "Une clé d’accès",
    CUSTOM_CHALLENGE: "Une question",
  },
};
