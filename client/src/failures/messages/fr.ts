import type { en } from "./en.ts";

export const fr: typeof en = {
  kinds: {
    unreachable: "Cruddur est injoignable. Vérifiez votre connexion et réessayez.",
    timedOut: "Cruddur a mis trop de temps à répondre. Vérifiez votre connexion et réessayez.",
    tokenExpired: "Votre session n’a pas pu être renouvelée. Vérifiez votre connexion et réessayez.",
    signedOut: "Votre session devait être vérifiée. Réessayez.",
    forbidden: "Vous n’avez pas le droit de faire cela.",
    badInput: "Cette page a demandé quelque chose que Cruddur ne connaît pas. Rechargez-la.",
    authUnavailable: "La connexion ne peut pas être vérifiée pour l’instant. Réessayez dans un moment.",
    serviceUnavailable: "Cruddur est très sollicité. Réessayez dans un moment.",
    unexpected: "Une erreur s’est produite chez nous.",
  },
  quote: (requestId) => `Si vous la signalez, citez ${requestId}.`,
};
