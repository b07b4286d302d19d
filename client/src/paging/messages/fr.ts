import type { en } from "./en.ts";

export const fr: typeof en = {
  loading: "Chargement…",
  retry: "Réessayer",
  more: "Afficher la suite",
};
