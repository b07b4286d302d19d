import type { en } from "./en.ts";

export const fr: typeof en = {
  posts: "Messages",
  you: "C’est vous",
  noPosts: (name) => `${name} n’a aucun message en ce moment.`,
  noOwnPosts: "Vous n’avez aucun message en ce moment. Qu’y a-t-il à dire aujourd’hui ?",
  missingTitle: "Il n’y a personne ici",
  missing: (handle) =>
    `Personne ne s’appelle @${handle}. Son pseudo a peut-être changé, ou son compte n’est plus.`,
  failed: "Impossible de charger le profil",
  back: "Derniers messages",
  toFeed: "Aller au fil",
};
