import { defineWords } from "../../i18n/define-messages.ts";
import { en } from "./en.ts";

export const useShellWords = defineWords(en, async () => (await import("./fr.ts")).fr);
