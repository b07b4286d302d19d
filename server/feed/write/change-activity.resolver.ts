import { Arg, Ctx, Extensions, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { Database } from "../../database/database.ts";
import { isInGroup } from "../../graphql/guards/auth-checker.ts";
import { requireMember } from "../../graphql/context.ts";
import { forbidden } from "../../graphql/errors.ts";
import { limitAction } from "../../graphql/limit-action.ts";
import { contentMutation } from "../../graphql/mutation-kind.ts";
import { mutationResult } from "../../graphql/mutation-result.ts";
import type { NewId } from "../../lib/new-id.ts";
import type { Rejected } from "../../graphql/problem.type.ts";
import type { FeedContext } from "../context.ts";
import { parseActivityId } from "../model/activity-id.ts";
import { Activity, type ActivityWithAuthor, toActivity } from "../model/activity.type.ts";
import { activityNotFound } from "../model/not-found.ts";
import { withKeyOf } from "../read/find-activity.ts";
import { deleteActivity } from "./delete-activity.ts";
import { type Like, like, unlike } from "./likes.ts";

@InputType({ description: "The activity to like." })
export class LikeActivityInput {
  @Field(() => ID, { description: "The post or reply." })
  activityId!: string;
}

@InputType({ description: "The activity to unlike." })
export class UnlikeActivityInput {
  @Field(() => ID, { description: "The post or reply." })
  activityId!: string;
}

@InputType({ description: "The activity to delete." })
export class DeleteActivityInput {
  @Field(() => ID, { description: "The post or reply. All replies below it are deleted too." })
  activityId!: string;
}

@ObjectType({ description: "The activity and all replies below it were deleted." })
class ActivityDeleted {
  @Field(() => ID, { description: "The id of the deleted activity." })
  activityId!: string;
}

const LikeActivityResult = mutationResult("likeActivity", [Activity]);
const UnlikeActivityResult = mutationResult("unlikeActivity", [Activity]);
const DeleteActivityResult = mutationResult("deleteActivity", [ActivityDeleted]);

/** Mutations of one activity that the viewer can read. */
@Resolver()
export class ChangeActivityResolver {
  @Extensions(contentMutation)
  @Mutation(() => LikeActivityResult, {
    description: "Likes a post or a reply. Liking it again changes nothing. Requires an access token.",
  })
  async likeActivity(
    @Arg("input", () => LikeActivityInput, { description: "The activity to like." })
    { activityId }: LikeActivityInput,
    @Ctx() context: FeedContext,
  ): Promise<Activity | Rejected> {
    return await changeActivity(context, activityId, like, true);
  }

  @Extensions(contentMutation)
  @Mutation(() => UnlikeActivityResult, {
    description: "Removes the viewer's like, if there is one. Requires an access token.",
  })
  async unlikeActivity(
    @Arg("input", () => UnlikeActivityInput, { description: "The activity to unlike." })
    { activityId }: UnlikeActivityInput,
    @Ctx() context: FeedContext,
  ): Promise<Activity | Rejected> {
    return await changeActivity(context, activityId, unlike, false);
  }

  @Extensions(contentMutation)
  @Mutation(() => DeleteActivityResult, {
    description:
      "Deletes a post or a reply, and all replies below it. Its author and members of the group `moderators` may; others get the error FORBIDDEN. Requires an access token.",
  })
  async deleteActivity(
    @Arg("input", () => DeleteActivityInput, { description: "The activity to delete." })
    { activityId }: DeleteActivityInput,
    @Ctx() context: FeedContext,
  ): Promise<ActivityDeleted | Rejected> {
    const member = requireMember(context);
    const id = parseActivityId(activityId);
    if (id === undefined) return activityNotFound();
    const { db, clock } = context;
    const by = { userId: member.userId, ofAnyAuthor: isInGroup(member, "moderators"), now: clock() };
    const result = await withKeyOf(db, id, async (activity) => await deleteActivity(db, { activity, ...by }));
    if (result === "FORBIDDEN") throw forbidden("Only its author or a moderator may delete an activity.");
    return result ? Object.assign(new ActivityDeleted(), { activityId: id }) : activityNotFound();
  }
}

/** Likes or unlikes an activity that the member can read, and returns it as it is then. */
async function changeActivity(
  context: FeedContext,
  activityId: string,
  change: (db: Database, like: Like & { newId: NewId }) => Promise<ActivityWithAuthor | undefined>,
  viewerLikes: boolean,
): Promise<Activity | Rejected> {
  const { userId } = requireMember(context);
  const id = parseActivityId(activityId);
  return await limitAction(context, "like", userId, async () => {
    if (id === undefined) return activityNotFound();
    const { db, clock, newId, receivedNotifications } = context;
    const now = clock();
    const changed = await withKeyOf(
      db,
      id,
      async (activity) => await change(db, { activity, userId, now, newId }),
    );
    if (changed && viewerLikes) receivedNotifications.announce([changed.author.id]);
    return changed ? Object.assign(toActivity(changed), { viewerLikes }) : activityNotFound();
  });
}
