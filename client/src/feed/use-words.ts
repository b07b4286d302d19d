import { defineWords } from "../i18n/define-words.ts";
import { en } from "./words.en.ts";

export type FeedWords = typeof en;

export const useFeedWords = defineWords(en, async () => (await import("./words.fr.ts")).fr);
