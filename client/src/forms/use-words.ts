import { defineWords } from "../i18n/define-words.ts";
import { en } from "./words.en.ts";

export type FormWords = typeof en;

export const useFormWords = defineWords(en, async () => (await import("./words.fr.ts")).fr);
