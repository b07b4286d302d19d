import type { Client } from "urql";
import type {
  ActivityChange,
  MutationDocument,
  MutationFailure,
  Outgoing,
  SavedActivity,
} from "../state/feed-state.ts";
import { feedStoreFor } from "../state/feed-store.ts";
import { mutationFailed, unreachable } from "../state/mutations-in-flight.ts";

// Mutation code is loaded on first use: the first load of a page does not need it.
const load = () => import("./feed-mutations.ts");

/** Starts to load the mutation code, e.g. when somebody begins to write. A failure is retried by the mutation. */
export function preloadMutations(): void {
  load().catch(() => {});
}

/** Creates a post or a reply, and shows it optimistically. Resolves to what was saved, or to the failure; then it is no longer shown. */
export async function writeActivity<Input>(
  client: Client,
  document: MutationDocument<Input, SavedActivity>,
  input: Input,
  outgoing: Outgoing,
): Promise<SavedActivity | MutationFailure> {
  const mutations = await load().catch(() => undefined);
  return mutations ? await mutations.writeActivity(client, document, input, outgoing) : unreachable;
}

/** Changes an activity, and shows that optimistically; a failure is shown on the card. */
export async function changeActivity(client: Client, id: string, change: ActivityChange): Promise<void> {
  const mutations = await load().catch(() => undefined);
  if (mutations) await mutations.changeActivity(client, id, change);
  else feedStoreFor(client).update((feed) => mutationFailed(feed, id, change.kind, unreachable));
}

/** Deletes an activity, and hides it optimistically. Resolves to false on a failure, which the card then shows. */
export async function deleteActivity(client: Client, id: string): Promise<boolean> {
  const mutations = await load().catch(() => undefined);
  if (mutations) return await mutations.deleteActivity(client, id);
  feedStoreFor(client).update((feed) => mutationFailed(feed, id, "delete", unreachable));
  return false;
}
