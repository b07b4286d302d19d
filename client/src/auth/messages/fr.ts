import type { en } from "./en.ts";

export const fr: typeof en = {
  signIn: {
    title: "Content de vous revoir",
    lead: "Connectez-vous pour lire ce qu’écrivent les membres, et pour publier.",
    action: "Se connecter",
    join: "Nouveau ici ? Rejoindre Cruddur",
    recover: "Mot de passe oublié ?",
    confirmed: "Votre compte est confirmé. Connectez-vous avec votre mot de passe.",
    passwordChanged: "Votre nouveau mot de passe est enregistré. Connectez-vous avec lui.",
    challengeExpired: "C’était trop long, ou essayé trop souvent. Reconnectez-vous pour continuer.",
    ended: "Votre session est terminée. Reconnectez-vous pour continuer.",
    accountDeleted: "Votre compte est supprimé, avec tout ce que vous avez écrit. Adieu.",
  },
  signUp: {
    title: "Rejoindre Cruddur",
    lead: "Un nom, un pseudo et une adresse à confirmer. Une minute suffit.",
    shortLead: "Une minute suffit.",
    closedTitle: "Les inscriptions sont fermées",
    closed: "Ici, les comptes sont créés par un administrateur. Si vous en avez un, connectez-vous.",
    action: "Rejoindre",
    signIn: "Déjà un compte ? Se connecter",
  },
  confirm: {
    title: "Confirmez votre compte",
    action: "Confirmer et aller au fil",
    again: "Recommencer",
    signIn: "Se connecter",
    sent: {
      EMAIL: (destination) => `Nous avons envoyé un code à ${destination}.`,
      SMS: (destination) => `Nous avons envoyé un code par SMS au ${destination}.`,
    },
    enterSent: (sent) => `${sent} Saisissez-le ici et vous y êtes.`,
    enter: "Saisissez le code que nous vous avons envoyé.",
    confirmFirst: (rest) => `Votre mot de passe est bon, mais le compte n’est pas encore confirmé. ${rest}`,
    enterLatest: "Saisissez le dernier code que nous vous avons envoyé.",
  },
  recover: {
    title: "Récupérer votre mot de passe",
    lead: "Nous vous enverrons un code. Il vous permet de choisir un nouveau mot de passe, et vous y êtes.",
    resetRequired:
      "Votre mot de passe a été réinitialisé et il en faut un nouveau. Nous vous enverrons un code pour le choisir.",
    action: "Envoyer le code",
    back: "Retour à la connexion",
    chooseTitle: "Choisissez un nouveau mot de passe",
    enter: "Saisissez le code que nous vous avons envoyé, et un nouveau mot de passe.",
    sent: {
      EMAIL: (destination) => `S’il y a un compte, un code est en route vers ${destination}.`,
      SMS: (destination) => `S’il y a un compte, un SMS avec un code est en route vers le ${destination}.`,
    },
    save: "Enregistrer et se connecter",
    otherAddress: "Un autre compte",
  },
  challenge: {
    back: "Retour à la connexion",
  },
  welcome: {
    title: "Comment vous appeler ?",
    lead: "Les autres voient votre nom et votre pseudo. Vous pouvez les changer dans les paramètres.",
    action: "Enregistrer et continuer",
    later: "Pas maintenant",
  },
};
