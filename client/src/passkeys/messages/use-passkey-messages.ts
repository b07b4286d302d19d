import { defineMessages } from "../../i18n/define-messages.ts";
import { en } from "./en.ts";

export const usePasskeyMessages = defineMessages(en, {
  fr: async () => (await import("./fr.ts")).fr,
  ar: async () => (await import("./ar.ts")).ar,
});
