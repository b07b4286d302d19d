import { useCallback, useSyncExternalStore } from "react";
import type { ActivityLifetime, Audience } from "../../../generated/types.ts";
import { isRecord } from "../../navigation/history-entry.ts";
import { forget, keep, readKept } from "../../navigation/history-store.ts";
import { lifetimeMs } from "../mutations/optimistic-activity.ts";

/** What somebody has begun to write. Its audience belongs to it, so that it does not come back public. */
export interface Draft {
  message: string;
  expiresIn: ActivityLifetime;
  audience: Audience;
}

const emptyDraft: Draft = { message: "", expiresIn: "SEVEN_DAYS", audience: "PUBLIC" };

/**
 * By writer and by what is answered: a draft outlives its page, a reload, and a session that ends while somebody writes,
 * until they sign in again in this tab. It is for nobody else.
 */
const drafts = new Map<string, Draft>();
const listeners = new Set<() => void>();

/** @param place what the draft is for: "home", or the id of what is replied to. */
export function draftOf(viewerId: string, place: string): Draft {
  const name = nameOf(viewerId, place);
  const draft = drafts.get(name) ?? parseDraft(readKept(name)) ?? emptyDraft;
  drafts.set(name, draft);
  return draft;
}

export function keepDraft(viewerId: string, place: string, draft: Draft): void {
  const name = nameOf(viewerId, place);
  drafts.set(name, draft);
  if (draft.message === "") forget(name);
  else keep(name, draft);
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

function nameOf(viewerId: string, place: string): string {
  return `draft ${viewerId} ${place}`;
}

function isLifetime(value: unknown): value is ActivityLifetime {
  return typeof value === "string" && Object.hasOwn(lifetimeMs, value);
}

function parseDraft(kept: unknown): Draft | undefined {
  if (!isRecord(kept)) return undefined;
  const { message, expiresIn, audience } = kept;
  if (typeof message !== "string" || !isLifetime(expiresIn)) return undefined;
  // What is not plainly for all stays among members.
  return { message, expiresIn, audience: audience === "PUBLIC" ? "PUBLIC" : "MEMBERS" };
}
