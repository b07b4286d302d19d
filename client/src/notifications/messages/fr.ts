import { conjunction } from "../../i18n/list.ts";
import { isolate } from "../../i18n/isolate.ts";
import { plural } from "../../i18n/plural.ts";
import type { en } from "./en.ts";

export const fr: typeof en = {
  title: "Notifications",
  new: "Nouveau :",
  replied: (name) => `${isolate(name)} vous a répondu`,
  mentioned: (name) => `${isolate(name)} vous a mentionné`,
  liked: (names, others) => {
    const rest =
      others > 0 ? [`${others} ${plural("fr", others, "autre personne", "autres personnes")}`] : [];
    const people = conjunction("fr", [...names.map(isolate), ...rest]);
    return `${people} ${names.length + others > 1 ? "aiment" : "aime"} votre message`;
  },
  failed: "Impossible de charger vos notifications",
  end: "C’est tout. Les notifications partent avec les messages dont elles parlent.",
  emptyTitle: "Tout est calme",
  empty: "Les réponses, les mentions et les J’aime que vous recevez apparaissent ici.",
};
