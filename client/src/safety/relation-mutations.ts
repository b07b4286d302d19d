import type { Client } from "urql";
import {
  BlockUserDocument,
  MuteUserDocument,
  UnblockUserDocument,
  UnmuteUserDocument,
} from "../../generated/documents.ts";
import { sendMutation } from "../feed/mutations/feed-mutations.ts";
import type { MutationFailure, Relation } from "../feed/state/feed-state.ts";
import { feedStoreFor } from "../feed/state/feed-store.ts";
import { relationChanged } from "../feed/state/relations.ts";

export type RelationChange = "mute" | "unmute" | "block" | "unblock";

export const opposite: Record<RelationChange, RelationChange> = {
  mute: "unmute",
  unmute: "mute",
  block: "unblock",
  unblock: "block",
};

const effects: Record<RelationChange, Partial<Relation>> = {
  mute: { isMuted: true },
  unmute: { isMuted: false },
  block: { isBlocked: true },
  unblock: { isBlocked: false },
};

/**
 * Mutes or blocks a user, or no longer; then what was loaded of them is hidden, or shown again. To mute takes effect at
 * once, and a failure takes it back. Resolves to the failure, if any.
 */
export async function changeRelation(
  client: Client,
  userId: string,
  change: RelationChange,
): Promise<MutationFailure | undefined> {
  const { update } = feedStoreFor(client);
  const apply = (applied: RelationChange) =>
    update((feed) => relationChanged(feed, userId, effects[applied]));
  const isOptimistic = change === "mute" || change === "unmute";
  if (isOptimistic) apply(change);
  const result = await send(client, userId, change);
  if (!("__typename" in result)) {
    if (isOptimistic) apply(opposite[change]);
    return result;
  }
  if (!isOptimistic) apply(change);
  return undefined;
}

function send(
  client: Client,
  userId: string,
  change: RelationChange,
): Promise<{ __typename: string } | MutationFailure> {
  const input = { userId };
  switch (change) {
    case "mute":
      return sendMutation(client, MuteUserDocument, input);
    case "unmute":
      return sendMutation(client, UnmuteUserDocument, input);
    case "block":
      return sendMutation(client, BlockUserDocument, input);
    case "unblock":
      return sendMutation(client, UnblockUserDocument, input);
  }
}
