import type { en } from "./en.ts";

export const fr: typeof en = {
  kinds: {
    unreachable: "Cruddur est injoignable. Vérifiez votre connexion et réessayez.",
    timedOut: "Cruddur a mis trop de temps à répondre. Vérifiez votre connexion et réessayez.",
    tokenExpired: "Votre session n’a pas pu être renouvelée. Vérifiez votre connexion et réessayez.",
    signedOut: "Nous avons dû vérifier votre session. Réessayez.",
    forbidden: "Vous n’avez pas le droit de faire cela.",
    badInput: "Cette page n’est plus à jour. Rechargez-la.",
    authUnavailable: "La connexion est indisponible pour l’instant. Réessayez dans un moment.",
    serviceUnavailable: "Cruddur est très sollicité. Réessayez dans un moment.",
    unexpected: "Une erreur s’est produite chez nous.",
  },
  quote: (requestId) => `Si vous la signalez, citez ${requestId}.`,
};
