import { defineWords } from "../i18n/define-words.ts";
import { en } from "./words.en.ts";

export const useProfileWords = defineWords(en, async () => (await import("./words.fr.ts")).fr);
