import { useCallback, useSyncExternalStore } from "react";
import type { ActivityLifetime, Audience } from "../../generated/types.ts";

/** What somebody has begun to write. Its audience belongs to it, so that it does not come back public. */
export interface Draft {
  message: string;
  expiresIn: ActivityLifetime;
  audience: Audience;
}

const emptyDraft: Draft = { message: "", expiresIn: "SEVEN_DAYS", audience: "PUBLIC" };

/**
 * In memory alone, by writer and by what is answered: a draft outlives its page, and a session that ends while somebody
 * writes, until they sign in again in this tab. It is for nobody else.
 */
const drafts = new Map<string, Draft>();
const listeners = new Set<() => void>();

/** @param place what the draft is for: "home", or the id of what is replied to. */
export function draftOf(viewerId: string, place: string): Draft {
  return drafts.get(keyOf(viewerId, place)) ?? emptyDraft;
}

export function keepDraft(viewerId: string, place: string, draft: Draft): void {
  drafts.set(keyOf(viewerId, place), draft);
  for (const listener of listeners) listener();
}

/** Gives back what was sent and refused; it stands before what has been written since. */
export function restoreDraft(viewerId: string, place: string, sent: Draft): void {
  const { message } = draftOf(viewerId, place);
  const both = message.trim() === "" ? sent.message : `${sent.message}\n\n${message}`;
  keepDraft(viewerId, place, { ...sent, message: both });
}

export function useDraft(viewerId: string, place: string): [Draft, (change: Partial<Draft>) => void] {
  const draft = useSyncExternalStore(subscribe, () => draftOf(viewerId, place));
  const change = useCallback(
    (part: Partial<Draft>) => keepDraft(viewerId, place, { ...draftOf(viewerId, place), ...part }),
    [viewerId, place],
  );
  return [draft, change];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function keyOf(viewerId: string, place: string): string {
  return `${viewerId} ${place}`;
}
