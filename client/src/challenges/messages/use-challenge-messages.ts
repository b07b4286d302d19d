import type { ChallengeFieldsFragment } from "../../../generated/types.ts";
import { defineMessages } from "../../i18n/define-messages.ts";
import { en } from "./en.ts";

export type ChallengeMessages = typeof en;

export const useChallengeMessages = defineMessages(en, {
  fr: async () => (await import("./fr.ts")).fr,
  ar: async () => (await import("./ar.ts")).ar,
});

/** The title and lead of the page or dialog that shows a challenge. */
export function challengeHeading(
  { name, codeDelivery }: ChallengeFieldsFragment,
  messages: ChallengeMessages,
): { title: string; lead: string } {
  const lead = codeDelivery
    ? messages.sentTo[codeDelivery.medium](codeDelivery.destination)
    : messages.leads[name];
  return { title: messages.titles[name], lead };
}
