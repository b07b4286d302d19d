import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import { requireMember } from "../../graphql/context.ts";
import type { FeedContext } from "../context.ts";
import { contentMutation } from "../../graphql/mutation-kind.ts";
import type { Rejected } from "../../graphql/problem.type.ts";
import { parseActivityId } from "../model/activity-id.ts";
import { LikeActivityInput, UnlikeActivityInput } from "./activity.input.ts";
import {
  type Activity,
  LikeActivityResult,
  toActivity,
  UnlikeActivityResult,
} from "../model/activity.type.ts";
import { findActivity } from "../read/find-activity.ts";
import { like, type Like, unlike } from "./likes.ts";
import { activityNotFound } from "../model/not-found.ts";
import { feedViewerOf } from "../model/feed-viewer.ts";

@Resolver()
export class LikeResolver {
  @Extensions(contentMutation)
  @Mutation(() => LikeActivityResult, {
    description: "Likes a post or a reply; to like it again changes nothing. Wants an access token.",
  })
  async likeActivity(
    @Arg("input", () => LikeActivityInput, { description: "What to like." }) input: LikeActivityInput,
    @Ctx() context: FeedContext,
  ): Promise<Activity | Rejected> {
    return await change(like, input.activityId, context);
  }

  @Extensions(contentMutation)
  @Mutation(() => UnlikeActivityResult, {
    description: "Takes a like back; where there is none nothing changes. Wants an access token.",
  })
  async unlikeActivity(
    @Arg("input", () => UnlikeActivityInput, { description: "What to like no more." })
    input: UnlikeActivityInput,
    @Ctx() context: FeedContext,
  ): Promise<Activity | Rejected> {
    return await change(unlike, input.activityId, context);
  }
}

async function change(
  write: (db: FeedContext["db"], like: Like) => Promise<boolean>,
  id: string,
  context: FeedContext,
): Promise<Activity | Rejected> {
  const { userId } = requireMember(context);
  const activityId = parseActivityId(id);
  const reader = feedViewerOf(context);
  const { db } = context;
  if (activityId === undefined) return activityNotFound();
  if (!(await findActivity(db, activityId, reader))) return activityNotFound();
  if (!(await write(db, { activityId, userId, now: reader.now }))) return activityNotFound();
  const changed = await findActivity(db, activityId, reader);
  return changed ? toActivity(changed) : activityNotFound();
}
