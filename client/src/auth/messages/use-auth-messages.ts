import { defineWords } from "../../i18n/define-messages.ts";
import { en } from "./en.ts";

export type AuthWords = typeof en;

export const useAuthWords = defineWords(en, async () => (await import("./fr.ts")).fr);
