import type { en } from "./en.ts";

const otherDialog = "Une autre fenêtre s’est ouverte. Fermez-la, puis réessayez.";

export const fr: typeof en = {
  notUsed: {
    cancelled:
      "Aucune clé d’accès n’a été utilisée. La fenêtre a été fermée ou a expiré, ou cet appareil n’a pas de clé pour vous. Réessayez : si la vôtre est sur votre téléphone, choisissez-le dans la fenêtre.",
    registered: "Cette clé d’accès ne convient pas ici. Essayez-en une autre, ou connectez-vous autrement.",
    wrongSite: "Les clés d’accès ne fonctionnent pas à cette adresse. Connectez-vous autrement.",
    unsupported:
      "Ce navigateur ne peut pas utiliser votre clé d’accès. Essayez-en un autre, ou connectez-vous autrement.",
    aborted: otherDialog,
    failed: "Votre navigateur n’a pas pu utiliser la clé d’accès. Réessayez, ou connectez-vous autrement.",
  },
  waiting: "Suivez la fenêtre de votre navigateur.",
  tryAgain: "Réessayer",
};
