import { plural } from "../../i18n/plural.ts";
import type { en } from "./en.ts";

export const fr: typeof en = {
  codes: {
    INVALID_INPUT: "Quelque chose ne va pas dans ce formulaire. Vérifiez-le et réessayez.",
    ILLEGIBLE_TEXT: "Certains caractères portent trop de signes au-dessus ou au-dessous. Retirez-les.",
    MISSING_ATTRIBUTE: "Ce champ est obligatoire.",
    IDENTIFIER_NOT_SUPPORTED: "Vous ne pouvez pas vous connecter avec cet identifiant. Essayez-en un autre.",
    PASSWORD_POLICY: "Choisissez un mot de passe plus sûr.",
    PASSWORD_BREACHED:
      "Ce mot de passe est trop facile à deviner : d’autres l’ont déjà, ou il se compose de votre nom ou d’une suite. Choisissez-en un autre.",
    HANDLE_TAKEN: "Ce pseudo est déjà pris. Choisissez-en un autre.",
    HANDLE_RESERVED: "Personne ne peut avoir ce pseudo. Choisissez-en un autre.",
    LOOKS_LIKE_SOMEBODY:
      "Quelqu’un a ce nom et un pseudo qui ressemble à celui-ci. Choisissez un autre pseudo.",
    BADGE_IN_NAME:
      "Un nom ne peut pas contenir un signe qui ressemble à un badge de vérification. Retirez-le.",
    INVALID_CREDENTIALS: "Compte ou mot de passe incorrect. Vérifiez les deux.",
    INVALID_OR_EXPIRED_CODE: "Ce code est incorrect ou a expiré. Vérifiez-le ou demandez-en un nouveau.",
    CHALLENGE_EXPIRED: "Le délai est dépassé. Reconnectez-vous pour continuer.",
    SESSION_EXPIRED: "Votre session est terminée. Reconnectez-vous.",
    REAUTHENTICATION_REQUIRED: "Saisissez à nouveau votre mot de passe pour continuer.",
    SIGN_UP_CLOSED: "Ici, les comptes sont créés par un administrateur. Demandez-lui le vôtre.",
    REFUSED_BY_POOL: "Demande refusée",
    CHALLENGE_NOT_SUPPORTED:
      "Votre compte demande un mode de connexion qui n’est pas proposé ici. Demandez de l’aide.",
    FACTOR_NOT_AVAILABLE: "Cette façon de se connecter n’est pas proposée ici. Choisissez-en une autre.",
    PASSKEY_NOT_ACCEPTED:
      "Cette clé d’accès n’a pas été acceptée. Utilisez-en une autre, ou connectez-vous autrement.",
    PASSKEY_NOT_SUPPORTED:
      "Cet appareil ne peut pas créer de clé d’accès pour Cruddur. Utilisez-en un autre.",
    NOT_SUPPORTED: "Cela n’est pas disponible ici.",
    NOT_FOUND: "Cela n’existe plus.",
    LAST_WAY_IN: "Rien d’autre ne permet de vous connecter à votre compte. Ajoutez d’abord un autre moyen.",
    LIMIT_REACHED: "La limite est atteinte. Commencez par en retirer un élément.",
    RATE_LIMITED: "Trop de tentatives.",
  },
  wrongPassword: "Mot de passe incorrect.",
  wrongAuthenticatorCode:
    "Ce code est incorrect ou a expiré. Saisissez celui que votre application affiche maintenant.",
  wrongRecoveryCode: "Ce code est faux ou déjà utilisé. Vérifiez-le, ou saisissez-en un autre.",
  passwordRules: {
    MINIMUM_LENGTH: "Utilisez plus de caractères.",
    MAXIMUM_LENGTH: "Utilisez 256 caractères au plus.",
    LOWERCASE: "Ajoutez une minuscule.",
    UPPERCASE: "Ajoutez une majuscule.",
    NUMBER: "Ajoutez un chiffre.",
    SYMBOL: "Ajoutez un symbole, par exemple ! ou ?.",
    NO_SURROUNDING_SPACE: "Supprimez l’espace au début ou à la fin.",
  },
  invalid: {
    identifier: "Saisissez votre adresse e-mail, votre numéro de téléphone ou votre nom d’utilisateur.",
    email: "Saisissez une adresse e-mail, par exemple ada@example.com.",
    name: "Saisissez un nom de 1 à 100 caractères.",
    handle: "Utilisez de 3 à 30 lettres a–z, chiffres et _.",
    phoneNumber: "Saisissez un numéro de téléphone, par exemple +33 1 99 00 00 00.",
    password: "Ce mot de passe contient des caractères inutilisables.",
    newPassword: "Ce mot de passe contient des caractères inutilisables.",
    code: "Saisissez les chiffres du code.",
    recoveryCode: "Saisissez l’un de vos codes de secours.",
    bio: "Utilisez 280 caractères au plus.",
    message: "Écrivez de 1 à 280 caractères.",
  },
  waitSeconds: (seconds) => `Réessayez dans ${seconds} ${plural("fr", seconds, "seconde", "secondes")}.`,
  waitMinutes: (minutes) => `Réessayez dans ${minutes} ${plural("fr", minutes, "minute", "minutes")}.`,
  waitSomeMinutes: "Réessayez dans quelques minutes.",
  waitIsOver: "Vous pouvez réessayer maintenant.",
};
