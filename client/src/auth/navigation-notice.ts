import { useHistoryState } from "wouter/use-browser-location";
import type { CodeDeliveryFieldsFragment, DeliveryMedium } from "../../generated/types.ts";
import { isShown } from "../forms/code/is-shown.ts";
import { writeHistoryState } from "../navigation/history-entry.ts";

/** Why another page navigated here. */
export type NoticeReason =
  | "codeSent"
  | "confirmFirst"
  | "confirmed"
  | "passwordChanged"
  | "passwordResetRequired"
  | "challengeExpired"
  | "authenticatorOff"
  | "accountDeleted";

/** A notice for the page that is navigated to, in the state of its history entry: a reload keeps it, a new tab has none. */
export interface NavigationNotice {
  reason: NoticeReason;
  code?: SentCode | undefined;
}

/** A code that was sent. */
export interface SentCode {
  /** What names the account, as it was typed. */
  email: string;
  /** The address or number that the code was sent to, masked by the API. */
  destination: string;
  medium: DeliveryMedium;
  /** By this device's clock, in milliseconds since 1970. */
  sentAt: number;
}

const reasons: readonly NoticeReason[] = [
  "codeSent",
  "confirmFirst",
  "confirmed",
  "passwordChanged",
  "passwordResetRequired",
  "challengeExpired",
  "authenticatorOff",
  "accountDeleted",
];

export function useNavigationNotice(): NavigationNotice | undefined {
  return parseNavigationNotice(useHistoryState<unknown>());
}

/** History entries outlive deployments, so their state is validated like any input. */
function parseNavigationNotice(state: unknown): NavigationNotice | undefined {
  if (typeof state !== "object" || state === null || !("reason" in state)) return undefined;
  const reason = reasons.find((known) => known === state.reason);
  if (reason === undefined) return undefined;
  return { reason, code: "code" in state ? parseSentCode(state.code) : undefined };
}

function parseSentCode(code: unknown): SentCode | undefined {
  if (typeof code !== "object" || code === null) return undefined;
  if (!("email" in code) || !("destination" in code) || !("sentAt" in code)) return undefined;
  const { email, destination, sentAt } = code;
  const medium = "medium" in code && code.medium === "SMS" ? "SMS" : "EMAIL";
  if (typeof email !== "string" || typeof destination !== "string" || typeof sentAt !== "number")
    return undefined;
  return { email, destination, medium, sentAt };
}

/** A code that the API has just sent. */
export function sentCodeNow(
  email: string,
  { destination, medium }: Pick<CodeDeliveryFieldsFragment, "destination" | "medium">,
): SentCode {
  return { email, destination, medium, sentAt: Date.now() };
}

/** Keeps that another code was sent, for a reload of the page. */
export function keepSentCode(code: SentCode, notice: NavigationNotice | undefined): void {
  writeHistoryState({ reason: notice?.reason ?? "codeSent", code });
}

/** The code of the notice, if it was sent to the address in the form. */
export function codeSentTo(email: string, notice: NavigationNotice | undefined): SentCode | undefined {
  return notice?.code && isSameEmail(notice.code.email, email) ? notice.code : undefined;
}

function isSameEmail(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** What to say of a sent code, by its medium; undefined where the API does not tell where it went. */
export function sentText(
  code: SentCode | undefined,
  messages: Record<DeliveryMedium, (destination: string) => string>,
): string | undefined {
  return code && isShown(code.destination) ? messages[code.medium](code.destination) : undefined;
}
