import type { en } from "./en.ts";

export const ar: typeof en = {
  endingSoon: "توشك على الاحتراق",
  mostReplied: "الأكثر ردودًا",
  people: "أشخاص",
};
