import type { Client } from "urql";
import { DeleteActivityDocument } from "../../../generated/documents.ts";
import { failureOf } from "../../failures/graphql-failure.ts";
import { withActivities } from "../state/feed-state.ts";
import type {
  ActivityChange,
  MutationDocument,
  MutationFailure,
  Outgoing,
  Rejected,
  SavedActivity,
} from "../state/feed-state.ts";
import { feedStoreFor } from "../state/feed-store.ts";
import { mutationFailed, mutationRequested, mutationSettled } from "../state/mutations-in-flight.ts";
import {
  activityDeleted,
  activityGone,
  outgoingAdded,
  outgoingRemoved,
  outgoingSaved,
} from "../state/written-activities.ts";

/** Creates a post or a reply, and shows it optimistically. Resolves to what was saved, or to the failure; then it is no longer shown. */
export async function writeActivity<Input>(
  client: Client,
  document: MutationDocument<Input, SavedActivity>,
  input: Input,
  outgoing: Outgoing,
): Promise<SavedActivity | MutationFailure> {
  const { update } = feedStoreFor(client);
  const { activity, list } = outgoing;
  update((feed) => outgoingAdded(feed, outgoing));
  const result = await sendMutation(client, document, input);
  if ("__typename" in result) {
    update((feed) => outgoingSaved(feed, activity.id, result));
    return result;
  }
  update((feed) => outgoingRemoved(feed, activity.id));
  if (list.startsWith("to:") && isNotFound(result)) {
    update((feed) => activityGone(feed, list.slice("to:".length)));
  }
  return result;
}

/**
 * Changes an activity, and shows that optimistically; the card shows a failure. Calls of the same kind during a request
 * only replace the wanted change; when the request has ended, that is sent if the API's state lacks it.
 */
export async function changeActivity(client: Client, id: string, change: ActivityChange): Promise<void> {
  const { kind } = change;
  const { state, update } = feedStoreFor(client);
  const isSending = state().inFlight.get(id)?.has(kind);
  update((feed) => mutationRequested(feed, id, kind, change));
  if (isSending) return;
  let next: ActivityChange | undefined = change;
  while (next) {
    const sent: ActivityChange = next;
    const result = await sendMutation(client, sent.document, { activityId: id });
    if (!("__typename" in result)) {
      update((feed) =>
        isNotFound(result) ? activityGone(feed, id) : mutationFailed(feed, id, kind, result),
      );
      return;
    }
    update((feed) => withActivities(feed, [result]));
    const wanted = state().inFlight.get(id)?.get(kind);
    next = wanted !== sent && wanted !== "deletion" && lacks(result, wanted) ? wanted : undefined;
  }
  update((feed) => mutationSettled(feed, id, kind));
}

/** True if the change would change the activity. */
function lacks(activity: SavedActivity, change: ActivityChange | undefined): boolean {
  const fields = new Map<string, unknown>(Object.entries(activity));
  return Object.entries(change?.patch(activity) ?? {}).some(([name, value]) => fields.get(name) !== value);
}

/** Deletes an activity, and hides it optimistically. Resolves to false on a failure, which the card then shows. */
export async function deleteActivity(client: Client, id: string): Promise<boolean> {
  const { update } = feedStoreFor(client);
  update((feed) => mutationRequested(feed, id, "delete", "deletion"));
  const result = await sendMutation(client, DeleteActivityDocument, { activityId: id });
  // An activity that is gone already counts as deleted.
  if (!("__typename" in result) && !isNotFound(result)) {
    update((feed) => mutationFailed(feed, id, "delete", result));
    return false;
  }
  update((feed) => activityDeleted(feed, id));
  return true;
}

/** Sends a mutation. Resolves to the state that it has led to, or to the failure. */
export async function sendMutation<Input, State extends { __typename: string }>(
  client: Client,
  document: MutationDocument<Input, State>,
  input: Input,
): Promise<State | MutationFailure> {
  const { data, error } = await client.mutation(document, { input }).toPromise();
  const [result] = Object.values(data ?? {});
  if (!result) {
    return { kind: "failed", failure: error ? failureOf(error) : { kind: "unreachable" } };
  }
  return isRejected(result) ? rejection(result) : result;
}

function isRejected(result: { __typename: string }): result is Rejected {
  return result.__typename === "Rejected";
}

function rejection({ problems: [problem] }: Rejected): MutationFailure {
  if (problem) return { kind: "rejected", problem };
  return { kind: "failed", failure: { kind: "unexpected", requestId: undefined } };
}

function isNotFound(failure: MutationFailure): boolean {
  return failure.kind === "rejected" && failure.problem.code === "NOT_FOUND";
}
