import type { en } from "./en.ts";

export const fr: typeof en = {
  signIn: {
    title: "Se connecter",
    lead: "Pour publier, et pour lire ce qu’écrivent les membres.",
    action: "Se connecter",
    join: "Pas encore de compte ? Rejoindre Cruddur",
    recover: "Mot de passe oublié ?",
    confirmed: "Votre compte est confirmé. Connectez-vous.",
    passwordChanged: "Votre mot de passe est réinitialisé. Connectez-vous avec le nouveau.",
    challengeExpired:
      "Le délai est dépassé, ou il y a eu trop de tentatives. Reconnectez-vous pour continuer.",
    authenticatorOff:
      "Votre application d’authentification est désactivée. Connectez-vous avec votre mot de passe.",
    ended: "Votre session est terminée. Reconnectez-vous pour continuer.",
  },
  deleted: {
    title: "Votre compte est supprimé",
    lead: "Tout ce que vous aviez publié l’est aussi.",
    toFeed: "Aller au fil",
  },
  signUp: {
    title: "Rejoindre Cruddur",
    lead: "Choisissez un nom et un pseudo. Nous enverrons un code pour confirmer votre adresse.",
    shortLead: "Une minute suffit.",
    closedTitle: "Les inscriptions sont fermées",
    closed: "Ici, les comptes sont créés par un administrateur. Si vous en avez un, connectez-vous.",
    action: "Rejoindre",
    signIn: "Déjà un compte ? Se connecter",
  },
  confirm: {
    title: "Confirmez votre compte",
    action: "Confirmer",
    again: "S’inscrire à nouveau",
    signIn: "Se connecter",
    sent: {
      EMAIL: (destination) => `Nous avons envoyé un code à ${destination}.`,
      SMS: (destination) => `Nous avons envoyé un code par SMS au ${destination}.`,
    },
    enterSent: (sent) => `${sent} Saisissez-le ci-dessous.`,
    enter: "Saisissez le code que nous vous avons envoyé.",
    confirmFirst: (rest) =>
      `Votre mot de passe est correct, mais votre compte n’est pas encore confirmé. ${rest}`,
    welcome: (name) => `Bienvenue sur Cruddur, ${name}. Votre compte est confirmé.`,
    gotIt: "Compris",
    enterLatest: "Saisissez le dernier code que nous vous avons envoyé.",
  },
  recover: {
    title: "Réinitialiser votre mot de passe",
    lead: "Nous vous enverrons un code pour choisir un nouveau mot de passe.",
    closed: "Ici, seul un administrateur réinitialise les mots de passe. Demandez-lui-en un nouveau.",
    resetRequired:
      "Votre compte a besoin d’un nouveau mot de passe. Nous vous enverrons un code pour le choisir.",
    action: "Envoyer le code",
    back: "Retour à la connexion",
    chooseTitle: "Choisissez un nouveau mot de passe",
    enter: "Saisissez le code que nous vous avons envoyé, et un nouveau mot de passe.",
    sent: {
      EMAIL: (destination) => `Si ce compte existe, un code a été envoyé à ${destination}.`,
      SMS: (destination) => `Si ce compte existe, un code a été envoyé par SMS au ${destination}.`,
    },
    save: "Réinitialiser le mot de passe",
  },
  challenge: {
    back: "Retour à la connexion",
    otherWay: "Se connecter autrement",
  },
  welcome: {
    title: "Choisissez votre nom et votre pseudo",
    lead: "Les autres les voient. Vous pourrez les changer dans les paramètres.",
    action: "Enregistrer et continuer",
    later: "Pas maintenant",
  },
  passkeyOffer: {
    title: "Connectez-vous plus vite avec une clé d’accès",
    lead: "La prochaine fois, déverrouillez cet appareil au lieu de saisir votre mot de passe. Elle ne peut être ni devinée, ni volée, ni donnée à un faux site.",
    asked:
      "Nous ne le proposerons plus sur cet appareil. Vous pouvez ajouter des clés d’accès à tout moment dans les paramètres.",
    no: "Non merci",
  },
};
