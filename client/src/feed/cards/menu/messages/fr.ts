import type { en } from "./en.ts";

export const fr: typeof en = {
  label: (name) => `Que faire du message de ${name}`,
  copyLink: "Copier le lien",
  linkCopied: "Lien copié",
  linkNotCopied: (url) => `Ce navigateur ne laisse pas les pages copier. Voici le lien : ${url}`,
  share: "Partager…",
  delete: "Supprimer",
  deleteTitle: "Supprimer ce message ?",
  deleteWarning: "Il sera supprimé pour tout le monde, avec toutes ses réponses. C’est définitif.",
  deleteOfOther: (name) => `Vous supprimez ce que ${name} a écrit, en tant que modérateur.`,
  keep: "Annuler",
  deleted: "Supprimé.",
};
