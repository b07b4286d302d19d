import type { en } from "./en.ts";

export const fr: typeof en = {
  endingSoon: "Bientôt consumés",
  mostReplied: "Les plus commentés",
  people: "Personnes",
};
