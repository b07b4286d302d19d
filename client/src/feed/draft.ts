import type { CreateActivityInput } from "../../generated/types.ts";

type Draft = Required<Omit<CreateActivityInput, "idempotencyKey">>;

/**
 * The post that somebody has begun, in memory alone: it outlives a session that ends while they write, until they sign
 * in again in this tab, and is for nobody else. Its audience belongs to it, so that it does not come back public.
 */
let kept: { viewerId: string; draft: Draft } | undefined;

export function keepDraft(viewerId: string, draft: Draft): void {
  kept = { viewerId, draft };
}

export function draftOf(viewerId: string): Draft | undefined {
  return kept?.viewerId === viewerId ? kept.draft : undefined;
}
