import type { CreateActivityMutationVariables } from "../../../../client/generated/types.ts";
import type { Sdk } from "../../../../client/sdk/sdk.ts";
import { expectState } from "./expectations.ts";

type NewActivity = CreateActivityMutationVariables["input"];

/** Creates a post, and returns it. */
export async function post(sdk: Sdk, message: string, more: Omit<NewActivity, "message"> = {}) {
  const { createActivity } = await sdk.createActivity({ input: { message, ...more } });
  return expectState(createActivity, "Activity");
}

/** Creates a reply, and returns it. */
export async function reply(sdk: Sdk, activityId: string, message: string) {
  const { createReply } = await sdk.createReply({ input: { activityId, message } });
  return expectState(createReply, "Activity");
}

export async function like(sdk: Sdk, activityId: string) {
  const { likeActivity } = await sdk.likeActivity({ input: { activityId } });
  return expectState(likeActivity, "Activity");
}

export async function unlike(sdk: Sdk, activityId: string) {
  const { unlikeActivity } = await sdk.unlikeActivity({ input: { activityId } });
  return expectState(unlikeActivity, "Activity");
}

export async function deletePost(sdk: Sdk, activityId: string) {
  const { deleteActivity } = await sdk.deleteActivity({ input: { activityId } });
  return expectState(deleteActivity, "ActivityDeleted");
}

/** The messages of a page, in its order. */
export function messagesOf({ edges }: { edges: { node: { message: string } }[] }): string[] {
  return edges.map(({ node }) => node.message);
}
