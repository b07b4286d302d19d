import { defineWords } from "../i18n/define-words.ts";
import { en } from "./words.en.ts";

export type AuthWords = typeof en;

export const useAuthWords = defineWords(en, async () => (await import("./words.fr.ts")).fr);
