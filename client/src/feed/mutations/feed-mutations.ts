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
import { withActivities } from "../state/feed-state.ts";
import type { MutationFailure, Outgoing } from "../state/feed-state.ts";
import { feedStoreFor } from "../state/feed-store.ts";
import { mutationFailed } from "../state/mutation-failures.ts";
import {
  activityDeleted,
  activityGone,
  deletionRequested,
  likeRequested,
  likeSettled,
  outgoingAdded,
  outgoingRemoved,
  outgoingSaved,
} from "../state/optimistic-updates.ts";

type WriteResult =
  | ({ __typename: "Activity" } & ActivityFieldsFragment)
  | ({ __typename: "Rejected" } & RejectedFieldsFragment);

/** Creates a post, and shows it optimistically. Resolves to the failure, if any; then the post is no longer shown. */
export async function post(
  client: Client,
  input: CreateActivityInput,
  outgoing: Outgoing,
): Promise<MutationFailure | undefined> {
  return await write(client, outgoing, async () => {
    const { data, error } = await client.mutation(CreateActivityDocument, { input }).toPromise();
    return data?.createActivity ?? requestFailure(error);
  });
}

/** Creates a reply, and shows it optimistically. Resolves to the failure, if any; then the reply is no longer shown. */
export async function reply(
  client: Client,
  input: CreateReplyInput,
  outgoing: Outgoing,
): Promise<MutationFailure | undefined> {
  const failure = await write(client, outgoing, async () => {
    const { data, error } = await client.mutation(CreateReplyDocument, { input }).toPromise();
    return data?.createReply ?? requestFailure(error);
  });
  if (isNotFound(failure)) feedStoreFor(client).update((feed) => activityGone(feed, input.activityId));
  return failure;
}

async function write(
  client: Client,
  outgoing: Outgoing,
  send: () => Promise<WriteResult | MutationFailure>,
): Promise<MutationFailure | undefined> {
  const { update } = feedStoreFor(client);
  const outgoingId = outgoing.activity.id;
  update((feed) => outgoingAdded(feed, outgoing));
  const result = await send();
  if ("__typename" in result && result.__typename === "Activity") {
    update((feed) => outgoingSaved(feed, outgoingId, result));
    return undefined;
  }
  update((feed) => outgoingRemoved(feed, outgoingId));
  return "kind" in result ? result : rejection(result);
}

/**
 * Likes an activity, or removes the like, and shows that optimistically. Calls during a request only change the wanted
 * state; when the request has ended, another is sent if the API's state still differs.
 */
export async function setLike(client: Client, id: string, isLiked: boolean): Promise<void> {
  const { state, update } = feedStoreFor(client);
  const isSending = state().optimisticLikes.has(id);
  update((feed) => likeRequested(feed, id, isLiked));
  if (isSending) return;
  for (;;) {
    const wanted = state().optimisticLikes.get(id);
    if (wanted === undefined || wanted === state().activities.get(id)?.viewerHasLiked) break;
    const result = await sendLike(client, id, wanted);
    if ("kind" in result) {
      update((feed) => (isNotFound(result) ? activityGone(feed, id) : mutationFailed(feed, id, result)));
      return;
    }
    update((feed) => withActivities(feed, [result]));
  }
  update((feed) => likeSettled(feed, id));
}

async function sendLike(
  client: Client,
  id: string,
  isLiked: boolean,
): Promise<ActivityFieldsFragment | MutationFailure> {
  const variables = { input: { activityId: id } };
  const { data, error } = isLiked
    ? await client.mutation(LikeActivityDocument, variables).toPromise()
    : await client.mutation(UnlikeActivityDocument, variables).toPromise();
  const result = data && ("likeActivity" in data ? data.likeActivity : data.unlikeActivity);
  if (!result) return requestFailure(error);
  return result.__typename === "Activity" ? result : rejection(result);
}

/** Deletes an activity, and hides it optimistically. Resolves to false on a failure, which the card then shows. */
export async function deleteActivity(client: Client, id: string): Promise<boolean> {
  const { update } = feedStoreFor(client);
  update((feed) => deletionRequested(feed, id));
  const { data, error } = await client
    .mutation(DeleteActivityDocument, { input: { activityId: id } })
    .toPromise();
  const result = data?.deleteActivity;
  const failure =
    result?.__typename === "ActivityDeleted" ? undefined : result ? rejection(result) : requestFailure(error);
  // An activity that is gone already counts as deleted.
  if (failure !== undefined && !isNotFound(failure)) {
    update((feed) => mutationFailed(feed, id, failure));
    return false;
  }
  update((feed) => activityDeleted(feed, id));
  return true;
}

function isNotFound(failure: MutationFailure | undefined): boolean {
  return failure?.kind === "rejected" && failure.problem.code === "NOT_FOUND";
}

function rejection({ problems: [problem] }: RejectedFieldsFragment): MutationFailure {
  if (problem) return { kind: "rejected", problem };
  return { kind: "failed", failure: { kind: "unexpected", requestId: undefined } };
}

function requestFailure(error: CombinedError | undefined): MutationFailure {
  return { kind: "failed", failure: error ? failureOf(error) : { kind: "unreachable" } };
}
