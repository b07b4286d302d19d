import { useSyncExternalStore } from "react";

/** A message that leaves by itself, perhaps with an action that takes back what it tells of. */
export interface Toast {
  text: string;
  action?: string;
  onAction?: () => void;
  /** The element that had the focus has gone with what the toast tells of: the button gets it. */
  takesFocus?: boolean;
}

let current: Toast | undefined;
const listeners = new Set<() => void>();

function set(toast: Toast | undefined): void {
  current = toast;
  for (const listener of listeners) listener();
}

/** Replaces the toast that is shown. */
export function showToast(toast: Toast): void {
  set(toast);
}

/** Does nothing if another toast has replaced it. */
export function closeToast(toast: Toast): void {
  if (toast === current) set(undefined);
}

export function useToast(): Toast | undefined {
  return useSyncExternalStore(subscribe, () => current);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
