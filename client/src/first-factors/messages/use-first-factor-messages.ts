import { defineMessages } from "../../i18n/define-messages.ts";
import { en } from "./en.ts";

export const useFirstFactorMessages = defineMessages(en, {
  fr: async () => (await import("./fr.ts")).fr,
  ar: async () => (await import("./ar.ts")).ar,
});
