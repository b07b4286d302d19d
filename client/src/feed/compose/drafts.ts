import { useCallback, useSyncExternalStore } from "react";
import type { ActivityLifetime, Audience } from "../../../generated/types.ts";
import { isVisible } from "../../forms/is-visible.ts";
import { isRecord } from "../../navigation/history-entry.ts";
import { getStored, removeStored, setStored } from "../../navigation/history-store.ts";
import { lifetimeMs } from "../mutations/optimistic-activity.ts";

/** A text that is not sent yet. It includes the audience, so that a draft for members never comes back as public. */
export interface Draft {
  message: string;
  expiresIn: ActivityLifetime;
  audience: Audience;
}

const emptyDraft: Draft = { message: "", expiresIn: "SEVEN_DAYS", audience: "PUBLIC" };

/**
 * By viewer and target: a draft survives its page, a reload, and the end of a session until the same viewer signs in again
 * in this tab. Nobody else sees it.
 */
const drafts = new Map<string, Draft>();
const listeners = new Set<() => void>();

/** @param target "home" for a post, or the id of the activity that a reply is for. */
export function getDraft(viewerId: string, target: string): Draft {
  const key = storageKey(viewerId, target);
  const draft = drafts.get(key) ?? parseDraft(getStored(key)) ?? emptyDraft;
  drafts.set(key, draft);
  return draft;
}

export function setDraft(viewerId: string, target: string, draft: Draft): void {
  const key = storageKey(viewerId, target);
  drafts.set(key, draft);
  if (draft.message === "") removeStored(key);
  else setStored(key, draft);
  for (const listener of listeners) listener();
}

/** Restores a draft that could not be sent, before the text that was written since. */
export function restoreDraft(viewerId: string, target: string, unsent: Draft): void {
  const { message } = getDraft(viewerId, target);
  const both = isVisible(message) ? `${unsent.message}\n\n${message}` : unsent.message;
  setDraft(viewerId, target, { ...unsent, message: both });
}

export function useDraft(
  viewerId: string,
  target: string,
): [draft: Draft, change: (change: Partial<Draft>) => void] {
  const draft = useSyncExternalStore(subscribe, () => getDraft(viewerId, target));
  const change = useCallback(
    (part: Partial<Draft>) => setDraft(viewerId, target, { ...getDraft(viewerId, target), ...part }),
    [viewerId, target],
  );
  return [draft, change];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function storageKey(viewerId: string, target: string): string {
  return `draft ${viewerId} ${target}`;
}

function isLifetime(value: unknown): value is ActivityLifetime {
  return typeof value === "string" && Object.hasOwn(lifetimeMs, value);
}

function parseDraft(stored: unknown): Draft | undefined {
  if (!isRecord(stored)) return undefined;
  const { message, expiresIn, audience } = stored;
  if (typeof message !== "string" || !isLifetime(expiresIn)) return undefined;
  // An unknown audience is read as the narrower one.
  return { message, expiresIn, audience: audience === "PUBLIC" ? "PUBLIC" : "MEMBERS" };
}
