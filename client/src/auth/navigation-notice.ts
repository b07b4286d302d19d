import { useHistoryState } from "wouter/use-browser-location";

/** Why a person was sent to a page of this folder. */
export type ArrivalReason =
  | "codeSent"
  | "confirmFirst"
  | "confirmed"
  | "passwordChanged"
  | "passwordResetRequired"
  | "challengeExpired"
  | "accountDeleted";

/** What a page tells the next one. It lives in the history entry: a reload keeps it, a new tab does not have it. */
export interface Arrival {
  reason: ArrivalReason;
  code?: SentCode | undefined;
}

/** A code that has gone out by mail. */
export interface SentCode {
  /** Whose code it is: the address as it was typed. */
  email: string;
  /** Where it was sent, masked as the API gave it. */
  destination: string;
  /** When, by this device's clock, in milliseconds since 1970. */
  sentAt: number;
}

const reasons: readonly ArrivalReason[] = [
  "codeSent",
  "confirmFirst",
  "confirmed",
  "passwordChanged",
  "passwordResetRequired",
  "challengeExpired",
  "accountDeleted",
];

export function useArrival(): Arrival | undefined {
  return parseArrival(useHistoryState<unknown>());
}

/** History entries outlive deployments, so what one holds is checked like any input. */
function parseArrival(state: unknown): Arrival | undefined {
  if (typeof state !== "object" || state === null || !("reason" in state)) return undefined;
  const reason = reasons.find((known) => known === state.reason);
  if (reason === undefined) return undefined;
  return { reason, code: "code" in state ? parseSentCode(state.code) : undefined };
}

function parseSentCode(code: unknown): SentCode | undefined {
  if (typeof code !== "object" || code === null) return undefined;
  if (!("email" in code) || !("destination" in code) || !("sentAt" in code)) return undefined;
  const { email, destination, sentAt } = code;
  if (typeof email !== "string" || typeof destination !== "string" || typeof sentAt !== "number")
    return undefined;
  return { email, destination, sentAt };
}

/** What to tell the next page about a code that the API has just sent. */
export function sentCode(email: string, destination: string): SentCode {
  return { email, destination, sentAt: Date.now() };
}

/** The code that the arrival tells of, as long as it is the one for the address that stands in the form. */
export function codeFor(email: string, arrival: Arrival | undefined): SentCode | undefined {
  return arrival?.code && sameAddress(arrival.code.email, email) ? arrival.code : undefined;
}

function sameAddress(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
