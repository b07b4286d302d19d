import { useSyncExternalStore } from "react";

/** Whom a dialog or a menu is about. */
export interface SafetySubject {
  id: string;
  handle: string;
}

export type SafetyDialog =
  | { kind: "block"; user: SafetySubject }
  /** With an activity, that is reported; else the user. */
  | { kind: "report"; user: SafetySubject; activityId: string | undefined };

let current: SafetyDialog | undefined;
const listeners = new Set<() => void>();

/** Opens a dialog outside of what opens it: a menu that closes, or a card that leaves, would take it along. */
export function openSafetyDialog(dialog: SafetyDialog | undefined): void {
  current = dialog;
  for (const listener of listeners) listener();
}

export function closeSafetyDialog(): void {
  openSafetyDialog(undefined);
}

export function useSafetyDialog(): SafetyDialog | undefined {
  return useSyncExternalStore(subscribe, () => current);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
