import { defineMessages } from "../../i18n/define-messages.ts";
import { en } from "./en.ts";

export const useThreadMessages = defineMessages(en, async () => (await import("./fr.ts")).fr);
