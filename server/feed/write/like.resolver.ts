import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import type { Database } from "../../database/database.ts";
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
    description: "Likes a post or a reply. Liking it again changes nothing. Requires an access token.",
  })
  async likeActivity(
    @Arg("input", () => LikeActivityInput, { description: "The activity to like." }) input: LikeActivityInput,
    @Ctx() context: FeedContext,
  ): Promise<Activity | Rejected> {
    return await changeLike(like, input.activityId, context);
  }

  @Extensions(contentMutation)
  @Mutation(() => UnlikeActivityResult, {
    description: "Removes the viewer's like, if there is one. Requires an access token.",
  })
  async unlikeActivity(
    @Arg("input", () => UnlikeActivityInput, { description: "The activity to unlike." })
    input: UnlikeActivityInput,
    @Ctx() context: FeedContext,
  ): Promise<Activity | Rejected> {
    return await changeLike(unlike, input.activityId, context);
  }
}

async function changeLike(
  write: (db: Database, like: Like) => Promise<boolean>,
  id: string,
  context: Pick<FeedContext, "identity" | "clock" | "db">,
): Promise<Activity | Rejected> {
  const { userId } = requireMember(context);
  const activityId = parseActivityId(id);
  const viewer = feedViewerOf(context);
  const { db } = context;
  if (activityId === undefined) return activityNotFound();
  if (!(await findActivity(db, activityId, viewer))) return activityNotFound();
  if (!(await write(db, { activityId, userId, now: viewer.now }))) return activityNotFound();
  const changed = await findActivity(db, activityId, viewer);
  return changed ? toActivity(changed) : activityNotFound();
}
