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
  notAdded: {
    cancelled:
      "Aucune clé d’accès n’a été ajoutée. La fenêtre a été fermée ou a expiré. Réessayez quand vous serez prêt.",
    registered:
      "Cet appareil a déjà une clé d’accès pour votre compte. Pour en ajouter une autre, choisissez votre téléphone ou une clé de sécurité dans la fenêtre.",
    wrongSite:
      "Les clés d’accès ne fonctionnent pas à cette adresse. Vous pouvez toujours vous connecter comme avant.",
    unsupported:
      "Cet appareil ne peut pas garder de clé d’accès. Activez son verrouillage d’écran, ou choisissez votre téléphone ou une clé de sécurité dans la fenêtre.",
    aborted: otherDialog,
    failed: "Votre navigateur n’a pas pu créer la clé d’accès. Réessayez, ou utilisez un autre appareil.",
  },
  waiting: "Suivez la fenêtre de votre navigateur.",
  tryAgain: "Réessayer",
  add: "Ajouter une clé d’accès",
};
