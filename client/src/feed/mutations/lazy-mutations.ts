import type { Client } from "urql";
import type { CreateActivityInput, CreateReplyInput } from "../../../generated/types.ts";
import type { MutationFailure, Outgoing } from "../state/feed-state.ts";
import { feedStoreFor } from "../state/feed-store.ts";
import { mutationFailed, unreachable } from "../state/mutation-failures.ts";

// Mutation code is loaded on first use: the first load of a page does not need it.
const load = () => import("./feed-mutations.ts");

/** Starts to load the mutation code, e.g. when somebody begins to write. A failure is retried by the mutation. */
export function preloadMutations(): void {
  load().catch(() => {});
}

/** Creates a post, and shows it optimistically. Resolves to the failure, if any; then the post is no longer shown. */
export async function post(
  client: Client,
  input: CreateActivityInput,
  outgoing: Outgoing,
): Promise<MutationFailure | undefined> {
  const mutations = await load().catch(() => undefined);
  return mutations ? await mutations.post(client, input, outgoing) : unreachable;
}

/** Creates a reply, and shows it optimistically. Resolves to the failure, if any; then the reply is no longer shown. */
export async function reply(
  client: Client,
  input: CreateReplyInput,
  outgoing: Outgoing,
): Promise<MutationFailure | undefined> {
  const mutations = await load().catch(() => undefined);
  return mutations ? await mutations.reply(client, input, outgoing) : unreachable;
}

/** Likes an activity, or removes the like; a failure is shown on the card. */
export async function setLike(client: Client, id: string, isLiked: boolean): Promise<void> {
  const mutations = await load().catch(() => undefined);
  if (mutations) await mutations.setLike(client, id, isLiked);
  else feedStoreFor(client).update((feed) => mutationFailed(feed, id, unreachable));
}
