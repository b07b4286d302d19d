import type { ChallengeFieldsFragment } from "../../../generated/types.ts";
import { defineWords } from "../../i18n/define-messages.ts";
import { en } from "./en.ts";

export type ChallengeWords = typeof en;

export const useChallengeWords = defineWords(en, async () => (await import("./fr.ts")).fr);

/** What a challenge is about, for the head of the page or dialog that asks it. */
export function challengeHead(
  { name, codeDelivery }: ChallengeFieldsFragment,
  words: ChallengeWords,
): { title: string; lead: string } {
  const lead =
    name === "EMAIL_OTP" && codeDelivery ? words.mailedTo(codeDelivery.destination) : words.leads[name];
  return { title: words.titles[name], lead };
}
