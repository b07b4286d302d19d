import { plural } from "../../i18n/plural.ts";
import type { en } from "./en.ts";

export const fr: typeof en = {
  title: (name) => `${name} sur Cruddur`,
  heading: (name) => `Message de ${name}`,
  above: "Plus haut dans cette conversation",
  repliesTo: (name) => `Réponses à ${name}`,
  moreReplies: "Afficher d’autres réponses",
  continueThread: "Suivre cette conversation",
  end: "Il n’y a pas d’autre réponse.",
  replies: (count) => (count === 0 ? "Réponses" : `${count} ${plural("fr", count, "réponse", "réponses")}`),
  noReplies: "Personne n’a encore répondu.",
  signInToReply: "Se connecter pour répondre",
  goneTitle: "Ce message n’est plus là",
  gone: "Il s’est consumé, ou a été supprimé. Rien ne dure sur Cruddur.",
  notForGuestsTitle: "Disparu, ou réservé aux membres",
  notForGuests:
    "Ce message est peut-être réservé aux membres : connectez-vous pour le voir. Ou bien il s’est consumé, ou a été supprimé.",
  signIn: "Se connecter",
  yourReply: "Ce que vous alliez répondre :",
  toFeed: "Aller au fil",
  failed: "Impossible de charger le message",
  label: "Votre réponse",
  placeholder: "Répondre…",
  reply: "Répondre",
  replied: "Réponse publiée.",
};
