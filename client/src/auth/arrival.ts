import { useHistoryState } from "wouter/use-browser-location";

/** Why a person was sent to a page of this folder. */
export type ArrivalReason =
  | "codeSent"
  | "confirmFirst"
  | "confirmed"
  | "passwordChanged"
  | "passwordResetRequired"
  | "challengeExpired";

/** What a page tells the next one. It lives in the history entry: a reload keeps it, a new tab does not have it. */
export interface Arrival {
  reason: ArrivalReason;
  /** Where a code was sent, masked as the API gave it. */
  destination?: string | undefined;
}

const reasons: readonly ArrivalReason[] = [
  "codeSent",
  "confirmFirst",
  "confirmed",
  "passwordChanged",
  "passwordResetRequired",
  "challengeExpired",
];

export function useArrival(): Arrival | undefined {
  return parseArrival(useHistoryState<unknown>());
}

/** History entries outlive deployments, so what one holds is checked like any input. */
function parseArrival(state: unknown): Arrival | undefined {
  if (typeof state !== "object" || state === null || !("reason" in state)) return undefined;
  const reason = reasons.find((known) => known === state.reason);
  if (reason === undefined) return undefined;
  const destination =
    "destination" in state && typeof state.destination === "string" ? state.destination : undefined;
  return { reason, destination };
}
