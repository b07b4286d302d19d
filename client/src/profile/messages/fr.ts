import { plural } from "../../i18n/plural.ts";
import type { en } from "./en.ts";
import { shown } from "./shown-count.ts";

export const fr: typeof en = {
  posts: "Messages",
  replies: "Réponses",
  lists: "Messages et réponses",
  edit: "Modifier le profil",
  joined: (month) => `Membre depuis ${month}`,
  postsCount: (count) => `${shown(count)} ${plural("fr", count, "message", "messages")}`,
  repliesCount: (count) => `${shown(count)} ${plural("fr", count, "réponse", "réponses")}`,
  inReplyTo: (name) => `En réponse à ${name}`,
  noReplies: (name) => `${name} n’a aucune réponse en ce moment.`,
  noOwnReplies: "Vous n’avez aucune réponse en ce moment.",
  you: "C’est vous",
  noPosts: (name) => `${name} n’a aucun message en ce moment.`,
  noOwnPosts: "Vous n’avez aucun message en ce moment. Qu’y a-t-il à dire aujourd’hui ?",
  missingTitle: "Il n’y a personne ici",
  missing: (handle) =>
    `Personne ne s’appelle @${handle}. Son pseudo a peut-être changé, ou son compte n’est plus.`,
  failed: "Impossible de charger le profil",
  toFeed: "Aller au fil",
  form: {
    bio: "À propos de vous",
    left: (count) => `${count} ${plural("fr", count, "caractère restant", "caractères restants")}`,
    tooLong: (over) => `C’est trop long de ${over}.`,
    save: "Enregistrer",
    saved: "Enregistré.",
    cancel: "Annuler",
  },
};
