import type { en } from "./en.ts";

export const fr: typeof en = {
  email: {
    label: "E-mail",
    missing: "Saisissez votre adresse e-mail.",
    invalid: "Saisissez une adresse e-mail, par exemple ada@example.com.",
  },
  password: {
    label: "Mot de passe",
    missing: "Saisissez votre mot de passe.",
    show: (label) => `Afficher : ${label.toLowerCase()}`,
  },
  newPassword: {
    label: "Nouveau mot de passe",
    missing: "Choisissez un mot de passe.",
    tooShort: (least) => `Utilisez ${least} caractères ou plus.`,
    tooLong: (most) => `Utilisez ${most} caractères au plus.`,
    space: "Supprimez l’espace au début ou à la fin.",
    rules: {
      length: (least) => `${least} caractères ou plus`,
      space: "Pas d’espace au début ni à la fin",
    },
    met: " : respecté",
    tip: "Quelques mots sans rapport entre eux en font un bon.",
  },
  code: {
    label: "Code",
    missing: "Saisissez les chiffres du code.",
    local: "En local, l’e-mail se trouve dans la",
    inbox: "boîte de réception",
  },
  resend: {
    again: "Envoyer un nouveau code",
    wait: (seconds) => `Envoyer un nouveau code dans ${seconds} s`,
    sent: (destination) => `Un nouveau code est en route vers ${destination}.`,
  },
  name: {
    label: "Nom",
    missing: "Saisissez le nom que les autres verront.",
    tooLong: (most) => `Utilisez ${most} caractères au plus.`,
  },
  handle: {
    label: "Pseudo",
    hint: "C’est ainsi qu’on vous mentionne : de 3 à 30 lettres a–z, chiffres et _.",
    missing: "Choisissez un pseudo.",
    invalid: "Utilisez de 3 à 30 lettres a–z, chiffres et _.",
  },
};
