import { capitalize, list } from "../../i18n/list.ts";
import type { en } from "./en.ts";

export const fr: typeof en = {
  email: {
    label: "E-mail",
    missing: "Saisissez votre adresse e-mail.",
    invalid: "Saisissez une adresse e-mail, par exemple ada@example.com.",
  },
  identifier: {
    kinds: { EMAIL: "e-mail", PHONE_NUMBER: "numéro de téléphone", USERNAME: "nom d’utilisateur" },
    oneOf: (kinds) => capitalize(list("fr", kinds)),
    change: "Modifier",
    missing: (label) => `Champ à remplir : ${label.toLowerCase()}.`,
  },
  phoneNumber: {
    label: "Numéro de téléphone",
    hint: "Avec l’indicatif de votre pays, par exemple +33.",
    missing: "Saisissez votre numéro de téléphone.",
    invalid: "Saisissez un numéro de téléphone, par exemple +33 1 99 00 00 00.",
  },
  attributes: {
    optional: (label) => `${label} (facultatif)`,
    labels: {
      address: "Adresse",
      birthdate: "Date de naissance",
      family_name: "Nom de famille",
      gender: "Genre",
      given_name: "Prénom",
      locale: "Langue",
      middle_name: "Deuxième prénom",
      nickname: "Surnom",
      picture: "Adresse d’une image",
      profile: "Adresse d’un profil",
      website: "Site web",
      zoneinfo: "Fuseau horaire",
    },
    missing: (label) => `Champ à remplir : ${label}.`,
  },
  password: {
    label: "Mot de passe",
    missing: "Saisissez votre mot de passe.",
    show: (label) => `Afficher : ${label.toLowerCase()}`,
  },
  newPassword: {
    withoutOne: "Sans mot de passe, nous vous enverrons un code à chaque connexion.",
    label: "Nouveau mot de passe",
    missing: "Choisissez un mot de passe.",
    tooLong: (most) => `Utilisez ${most} caractères au plus.`,
    broken: (rule) => `Il manque encore : ${rule}.`,
    rules: {
      length: (least) => `${least} caractères ou plus`,
      space: "Pas d’espace au début ni à la fin",
      classes: {
        LOWERCASE: "Une minuscule a–z",
        UPPERCASE: "Une majuscule A–Z",
        NUMBER: "Un chiffre",
        SYMBOL: "Un symbole, par exemple ! ou ?, ou un espace",
      },
    },
    met: " : respecté",
    tip: "Quelques mots sans rapport entre eux font un mot de passe sûr. Votre nom suivi d’un nombre se devine vite.",
  },
  code: {
    label: "Code",
    missing: "Saisissez les chiffres du code.",
    local: "En local, le message se trouve dans la",
    inbox: "boîte de réception",
  },
  resend: {
    again: "Envoyer un nouveau code",
    wait: (seconds) => `Envoyer un nouveau code dans ${seconds} s`,
    sent: (destination) => `Nous avons envoyé un nouveau code à ${destination}.`,
    sentSomewhere: "Nous vous avons envoyé un nouveau code.",
  },
  name: {
    label: "Nom",
    missing: "Saisissez le nom que les autres verront.",
    tooLong: (most) => `Utilisez ${most} caractères au plus.`,
  },
  handle: {
    label: "Pseudo",
    hint: "C’est ainsi qu’on vous mentionne : de 3 à 30 lettres a–z, chiffres et _.",
    usernameHint:
      "Vous vous connectez avec lui, et on vous mentionne ainsi : de 3 à 30 lettres a–z, chiffres et _.",
    missing: "Choisissez un pseudo.",
    invalid: "Utilisez de 3 à 30 lettres a–z, chiffres et _.",
  },
};
