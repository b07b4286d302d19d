import type { Client } from "urql";
import type { Refusal } from "./feed-state.ts";
import { feedStoreOf } from "./feed-store.ts";

// Guests change nothing, so the code for that comes when a member does so.
const load = () => import("./feed-mutations.ts");

const unreachable: Refusal = { kind: "failed", failure: { kind: "unreachable" } };

/** Likes or takes the like back; a refusal is shown at the card. */
export async function like(client: Client, id: string, wanted: boolean): Promise<void> {
  const mutations = await load().catch(() => undefined);
  if (mutations) await mutations.like(client, id, wanted);
  else feedStoreOf(client).dispatch({ type: "refused", id, refusal: unreachable });
}

/** Deletes, and resolves to whether it is gone; a refusal is shown at the card. */
export async function remove(client: Client, id: string): Promise<boolean> {
  const mutations = await load().catch(() => undefined);
  if (mutations) return await mutations.remove(client, id);
  feedStoreOf(client).dispatch({ type: "refused", id, refusal: unreachable });
  return false;
}
