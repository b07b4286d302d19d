import type { Client, CombinedError } from "urql";
import {
  CreateActivityDocument,
  CreateReplyDocument,
  DeleteActivityDocument,
  LikeActivityDocument,
  UnlikeActivityDocument,
} from "../../generated/documents.ts";
import type {
  ActivityFieldsFragment,
  CreateActivityInput,
  CreateReplyInput,
  RejectedFieldsFragment,
} from "../../generated/types.ts";
import { failureOf } from "../graphql-failure.ts";
import type { Refusal, Unsent } from "./feed-state.ts";
import { feedStoreOf } from "./feed-store.ts";

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
  if (isNotFound(refusal)) feedStoreOf(client).dispatch({ type: "gone", id: input.activityId });
  return refusal;
}

async function write(
  client: Client,
  unsent: Unsent,
  send: () => Promise<Written | Refusal>,
): Promise<Refusal | undefined> {
  const { dispatch } = feedStoreOf(client);
  const unsentId = unsent.activity.id;
  dispatch({ type: "sending", unsent });
  const outcome = await send();
  if ("__typename" in outcome && outcome.__typename === "Activity") {
    dispatch({ type: "sent", unsentId, activity: outcome });
    return undefined;
  }
  dispatch({ type: "notSent", unsentId });
  return "kind" in outcome ? outcome : rejection(outcome);
}

/**
 * Likes or takes the like back, and shows it at once. Who changes their mind while it is being sent is asked for
 * nothing: what they want at the end is what the API is told.
 */
export async function like(client: Client, id: string, wanted: boolean): Promise<void> {
  const { state, dispatch } = feedStoreOf(client);
  const isSending = state().likes.has(id);
  dispatch({ type: "likeWanted", id, wanted });
  if (isSending) return;
  for (;;) {
    const wish = state().likes.get(id);
    if (wish === undefined || wish === state().known.get(id)?.viewerHasLiked) break;
    const outcome = await sendLike(client, id, wish);
    if ("kind" in outcome) {
      if (isNotFound(outcome)) dispatch({ type: "gone", id });
      else dispatch({ type: "refused", id, refusal: outcome });
      return;
    }
    dispatch({ type: "told", activities: [outcome] });
  }
  dispatch({ type: "likeSettled", id });
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
  const { dispatch } = feedStoreOf(client);
  dispatch({ type: "deleting", id });
  const { data, error } = await client
    .mutation(DeleteActivityDocument, { input: { activityId: id } })
    .toPromise();
  const result = data?.deleteActivity;
  const refusal =
    result?.__typename === "ActivityDeleted" ? undefined : result ? rejection(result) : refusalOf(error);
  // Whoever wanted it gone is content when it is gone already.
  const isGone = refusal === undefined || isNotFound(refusal);
  dispatch(isGone ? { type: "deleted", id } : { type: "refused", id, refusal });
  return isGone;
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
