import { defineMessages } from "../../i18n/define-messages.ts";
import { en } from "./en.ts";

export type FormMessages = typeof en;

export const useFormMessages = defineMessages(en, async () => (await import("./fr.ts")).fr);
