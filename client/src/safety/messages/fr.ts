import type { en } from "./en.ts";

export const fr: typeof en = {
  menu: (handle) => `Options pour @${handle}`,
  actions: {
    mute: (handle) => `Masquer @${handle}`,
    unmute: (handle) => `Ne plus masquer @${handle}`,
    block: (handle) => `Bloquer @${handle}`,
    unblock: (handle) => `Débloquer @${handle}`,
  },
  verbs: { mute: "Masquer", unmute: "Ne plus masquer", block: "Bloquer", unblock: "Débloquer" },
  reportPost: "Signaler le message",
  reportUser: (handle) => `Signaler @${handle}`,
  done: {
    mute: (handle) => `Vous masquez @${handle}.`,
    unmute: (handle) => `Vous ne masquez plus @${handle}.`,
    block: (handle) => `Vous avez bloqué @${handle}.`,
    unblock: (handle) => `Vous avez débloqué @${handle}.`,
  },
  undo: "Annuler",
  tryAgain: "Réessayer",
  cancel: "Annuler",
  close: "Fermer",
  blockDialog: {
    title: (handle) => `Bloquer @${handle} ?`,
    lead: "Vous ne vous verrez plus nulle part : ni messages, ni réponses, ni mentions, ni notifications. Aucun de vous ne pourra répondre à l’autre. Cette personne n’en est pas informée, et vous pourrez la débloquer à tout moment.",
    confirm: "Bloquer",
  },
  reportDialog: {
    titlePost: (handle) => `Signaler un message de @${handle}`,
    titleUser: (handle) => `Signaler @${handle}`,
    lead: "Des modérateurs vont l’examiner. La personne n’en saura rien.",
    reason: "Quel est le problème ?",
    reasons: {
      SPAM: "Spam ou fraude",
      HARASSMENT: "Insultes ou harcèlement",
      HATE: "Haine contre un groupe",
      VIOLENCE: "Violence ou menaces",
      SEXUAL: "Contenu sexuel non désiré",
      SELF_HARM: "Suicide ou automutilation",
      IMPERSONATION: "Se fait passer pour quelqu’un d’autre",
      ILLEGAL: "Quelque chose d’illégal",
      OTHER: "Autre chose",
    },
    reasonMissing: "Choisissez une raison.",
    details: "Précisions (facultatif)",
    left: (count) => `${count} caractères restants`,
    tooLong: (over) => `C’est trop long de ${over}.`,
    send: "Envoyer le signalement",
  },
  thanks: {
    title: "Merci pour le signalement",
    lead: "Des modérateurs vont l’examiner. Rien ne vous oblige à voir cette personne d’ici là.",
    hints: {
      mute: "Retire ses messages de votre fil et de vos notifications.",
      block: "Vous ne vous verrez plus nulle part.",
    },
  },
  profile: {
    blocked: {
      title: (handle) => `Vous avez bloqué @${handle}`,
      lead: "Vous ne voyez pas les messages l’un de l’autre, et aucun de vous ne peut répondre à l’autre.",
    },
    muted: {
      title: (handle) => `Vous masquez @${handle}`,
      lead: "Ce que cette personne écrit est retiré de votre fil et de vos notifications. Ici, vous le voyez encore.",
    },
  },
};
