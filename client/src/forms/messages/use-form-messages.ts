import { defineWords } from "../../i18n/define-messages.ts";
import { en } from "./en.ts";

export type FormWords = typeof en;

export const useFormWords = defineWords(en, async () => (await import("./fr.ts")).fr);
