import type { Client, CombinedError } from "urql";
import {
  CreateActivityDocument,
  CreateReplyDocument,
  DeleteActivityDocument,
  LikeActivityDocument,
  UnlikeActivityDocument,
} from "../../../generated/documents.ts";
import type {
  ActivityFieldsFragment,
  CreateActivityInput,
  CreateReplyInput,
  RejectedFieldsFragment,
} from "../../../generated/types.ts";
import { failureOf } from "../../failures/graphql-failure.ts";
import { withKnown } from "../state/feed-state.ts";
import type { Refusal, Unsent } from "../state/feed-state.ts";
import { feedStoreOf } from "../state/feed-store.ts";
import { refused } from "../state/mutation-failures.ts";
import {
  deleted,
  deleting,
  gone,
  likeSettled,
  likeWanted,
  notSent,
  sending,
  sent,
} from "../state/optimistic-updates.ts";

type Written =
  | ({ __typename: "Activity" } & ActivityFieldsFragment)
  | ({ __typename: "Rejected" } & RejectedFieldsFragment);

/** Posts, and shows the post at once. Resolves to why it was refused; then it is shown no more. */
export async function post(
  client: Client,
  input: CreateActivityInput,
  unsent: Unsent,
): Promise<Refusal | undefined> {
  return await write(client, unsent, async () => {
    const { data, error } = await client.mutation(CreateActivityDocument, { input }).toPromise();
    return data?.createActivity ?? refusalOf(error);
  });
}

/** Replies, and shows the reply at once. Resolves to why it was refused; then it is shown no more. */
export async function reply(
  client: Client,
  input: CreateReplyInput,
  unsent: Unsent,
): Promise<Refusal | undefined> {
  const refusal = await write(client, unsent, async () => {
    const { data, error } = await client.mutation(CreateReplyDocument, { input }).toPromise();
    return data?.createReply ?? refusalOf(error);
  });
  if (isNotFound(refusal)) feedStoreOf(client).change((feed) => gone(feed, input.activityId));
  return refusal;
}

async function write(
  client: Client,
  unsent: Unsent,
  send: () => Promise<Written | Refusal>,
): Promise<Refusal | undefined> {
  const { change } = feedStoreOf(client);
  const unsentId = unsent.activity.id;
  change((feed) => sending(feed, unsent));
  const outcome = await send();
  if ("__typename" in outcome && outcome.__typename === "Activity") {
    change((feed) => sent(feed, unsentId, outcome));
    return undefined;
  }
  change((feed) => notSent(feed, unsentId));
  return "kind" in outcome ? outcome : rejection(outcome);
}

/**
 * Likes or takes the like back, and shows it at once. Who changes their mind while it is being sent is asked for
 * nothing: what they want at the end is what the API is told.
 */
export async function like(client: Client, id: string, wanted: boolean): Promise<void> {
  const { state, change } = feedStoreOf(client);
  const isSending = state().likes.has(id);
  change((feed) => likeWanted(feed, id, wanted));
  if (isSending) return;
  for (;;) {
    const wish = state().likes.get(id);
    if (wish === undefined || wish === state().known.get(id)?.viewerHasLiked) break;
    const outcome = await sendLike(client, id, wish);
    if ("kind" in outcome) {
      change((feed) => (isNotFound(outcome) ? gone(feed, id) : refused(feed, id, outcome)));
      return;
    }
    change((feed) => withKnown(feed, [outcome]));
  }
  change((feed) => likeSettled(feed, id));
}

async function sendLike(
  client: Client,
  id: string,
  wanted: boolean,
): Promise<ActivityFieldsFragment | Refusal> {
  const variables = { input: { activityId: id } };
  const { data, error } = wanted
    ? await client.mutation(LikeActivityDocument, variables).toPromise()
    : await client.mutation(UnlikeActivityDocument, variables).toPromise();
  const result = data && ("likeActivity" in data ? data.likeActivity : data.unlikeActivity);
  if (!result) return refusalOf(error);
  return result.__typename === "Activity" ? result : rejection(result);
}

/** Deletes, and shows it no more at once. Resolves to whether it is gone; if not it is shown again, with the reason. */
export async function remove(client: Client, id: string): Promise<boolean> {
  const { change } = feedStoreOf(client);
  change((feed) => deleting(feed, id));
  const { data, error } = await client
    .mutation(DeleteActivityDocument, { input: { activityId: id } })
    .toPromise();
  const result = data?.deleteActivity;
  const refusal =
    result?.__typename === "ActivityDeleted" ? undefined : result ? rejection(result) : refusalOf(error);
  // Whoever wanted it gone is content when it is gone already.
  if (refusal !== undefined && !isNotFound(refusal)) {
    change((feed) => refused(feed, id, refusal));
    return false;
  }
  change((feed) => deleted(feed, id));
  return true;
}

function isNotFound(refusal: Refusal | undefined): boolean {
  return refusal?.kind === "rejected" && refusal.problem.code === "NOT_FOUND";
}

function rejection({ problems: [problem] }: RejectedFieldsFragment): Refusal {
  if (problem) return { kind: "rejected", problem };
  return { kind: "failed", failure: { kind: "unexpected", requestId: undefined } };
}

function refusalOf(error: CombinedError | undefined): Refusal {
  return { kind: "failed", failure: error ? failureOf(error) : { kind: "unreachable" } };
}
