import type { Client } from "urql";
import type { CreateActivityInput, CreateReplyInput } from "../../../generated/types.ts";
import type { Refusal, Unsent } from "../state/feed-state.ts";
import { feedStoreOf } from "../state/feed-store.ts";
import { refused, unreachable } from "../state/mutation-failures.ts";

// Nobody changes anything at once: the code for it comes when a member does, or is about to.
const load = () => import("./feed-mutations.ts");

/** Has the code ready for whoever begins to write. Where it does not come, it is asked for again when they send. */
export function prepareMutations(): void {
  load().catch(() => {});
}

/** Posts, and shows the post at once. Resolves to why it was refused; then it is shown no more. */
export async function post(
  client: Client,
  input: CreateActivityInput,
  unsent: Unsent,
): Promise<Refusal | undefined> {
  const mutations = await load().catch(() => undefined);
  return mutations ? await mutations.post(client, input, unsent) : unreachable;
}

/** Replies, and shows the reply at once. Resolves to why it was refused; then it is shown no more. */
export async function reply(
  client: Client,
  input: CreateReplyInput,
  unsent: Unsent,
): Promise<Refusal | undefined> {
  const mutations = await load().catch(() => undefined);
  return mutations ? await mutations.reply(client, input, unsent) : unreachable;
}

/** Likes or takes the like back; a refusal is shown at the card. */
export async function like(client: Client, id: string, wanted: boolean): Promise<void> {
  const mutations = await load().catch(() => undefined);
  if (mutations) await mutations.like(client, id, wanted);
  else feedStoreOf(client).change((feed) => refused(feed, id, unreachable));
}
