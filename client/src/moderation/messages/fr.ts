import type { en } from "./en.ts";

export const fr: typeof en = {
  title: "Modération",
  tabs: { open: "Signalements ouverts", resolved: "Traités" },
  author: "Message de",
  person: "Personne",
  reporter: "Signalé par",
  reportsOfThis: (count) => `${count} signalements ouverts à ce sujet`,
  details: "Précisions",
  accountGone: (handle) => `@${handle} (compte supprimé)`,
  reporterGone: "Un compte supprimé",
  kept: { ACTIVITY: "Texte au moment du signalement", USER: "Nom et présentation au moment du signalement" },
  stillThere: "Le message est encore là",
  gone: "Le message n’est plus là : il a expiré ou a été supprimé.",
  note: "Note pour le registre (facultatif)",
  noteTooLong: "500 caractères au plus.",
  deletePost: "Supprimer le message",
  dismiss: "Classer le signalement",
  resolved: "Le signalement est traité.",
  resolvedByOther: "Un autre modérateur a traité ce signalement.",
  resolutions: {
    DELETE_ACTIVITY: (handle) => (handle === undefined ? "Supprimé" : `Supprimé par @${handle}`),
    DISMISS: (handle) => (handle === undefined ? "Classé" : `Classé par @${handle}`),
  },
  failed: "Impossible de charger les signalements",
  empty: "Aucun signalement ouvert.",
  emptyRecord: "Aucun signalement n’a encore été traité.",
};
