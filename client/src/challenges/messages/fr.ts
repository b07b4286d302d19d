import type { en } from "./en.ts";

export const fr: typeof en = {
  titles: {
    SELECT_CHALLENGE: "Choisissez comment vous connecter",
    PASSWORD: "Saisissez votre mot de passe",
    WEB_AUTHN: "Utilisez votre clé d’accès",
    CUSTOM_CHALLENGE: "Répondez à une question",
    NEW_PASSWORD_REQUIRED: "Choisissez un mot de passe",
    SOFTWARE_TOKEN_MFA: "Saisissez votre code",
    EMAIL_OTP: "Consultez vos e-mails",
    SMS_MFA: "Consultez votre téléphone",
    SMS_OTP: "Consultez votre téléphone",
    SELECT_MFA_TYPE: "Choisissez une seconde étape",
    MFA_SETUP: "Ajoutez une application d’authentification",
  },
  leads: {
    SELECT_CHALLENGE: "Choisissez comment prouver que c’est vous.",
    PASSWORD: "Saisissez votre mot de passe pour continuer.",
    WEB_AUTHN: "Votre appareil demande votre clé d’accès.",
    CUSTOM_CHALLENGE: "Répondez-y pour continuer.",
    NEW_PASSWORD_REQUIRED:
      "Vous vous êtes connecté avec un mot de passe provisoire. Choisissez le vôtre pour continuer.",
    SOFTWARE_TOKEN_MFA:
      "Ouvrez votre application d’authentification et saisissez les six chiffres qu’elle affiche pour Cruddur.",
    EMAIL_OTP: "Nous vous avons envoyé un code. Saisissez-le pour continuer.",
    SMS_MFA: "Nous vous avons envoyé un code par SMS. Saisissez-le pour continuer.",
    SMS_OTP: "Nous vous avons envoyé un code par SMS. Saisissez-le pour continuer.",
    SELECT_MFA_TYPE: "Votre mot de passe est correct. Choisissez comment recevoir un code.",
    MFA_SETUP:
      "Votre compte exige une connexion en deux étapes. Il faut une application sur votre téléphone, et une minute.",
  },
  sentTo: {
    EMAIL: (destination) => `Nous avons envoyé un code à ${destination}. Saisissez-le pour continuer.`,
    SMS: (destination) => `Nous avons envoyé un code par SMS au ${destination}. Saisissez-le pour continuer.`,
  },
  factors: {
    SOFTWARE_TOKEN_MFA: "Code de mon application d’authentification",
    EMAIL_OTP: "Code par e-mail",
    SMS_MFA: "Code par SMS",
  },
  firstFactor: "Se connecter avec",
  factor: "Seconde étape",
  factorMissing: "Choisissez-en une.",
  continue: "Continuer",
  rememberDevice: "Ne plus demander sur cet appareil pendant 30 jours",
  custom: { label: "Réponse", missing: "Saisissez la réponse." },
  recovery: {
    use: "Utiliser un code de secours",
    useSecondFactor: "Utiliser ma seconde étape",
    label: "Code de secours",
    hint: "L’un des dix que vous avez conservés. Il désactive votre application d’authentification ; vous vous connectez ensuite avec votre mot de passe.",
    missing: "Saisissez un code de secours.",
    action: "Désactiver l’application",
  },
  savePassword: "Enregistrer et continuer",
  secret: {
    scan: "Scannez ceci avec votre application d’authentification",
    type: "Ou saisissez-y cette clé secrète :",
    open: "Ouvrir dans une application de cet appareil",
    copy: "Copier",
    copied: "Copié.",
    enterCode: "Puis saisissez les six chiffres qu’elle affiche.",
  },
};
