import { Arg, Ctx, Extensions, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { isInGroup } from "../../graphql/auth-checker.ts";
import { requireMember } from "../../graphql/context.ts";
import { forbidden } from "../../graphql/errors.ts";
import type { Member } from "../../graphql/identity.ts";
import { limitAction } from "../../graphql/limit-action.ts";
import { contentMutation } from "../../graphql/mutation-kind.ts";
import { mutationResult } from "../../graphql/mutation-result.ts";
import type { Rejected } from "../../graphql/problem.type.ts";
import type { FeedContext } from "../context.ts";
import { parseActivityId } from "../model/activity-id.ts";
import { Activity, type ActivityWithAuthor, toActivity } from "../model/activity.type.ts";
import { type FeedViewer, feedViewerOf } from "../model/feed-viewer.ts";
import { activityNotFound } from "../model/not-found.ts";
import { findActivity, findByKey } from "../read/find-activity.ts";
import { deleteActivity } from "./delete-activity.ts";
import { like, unlike } from "./likes.ts";

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
    return await changeActivity(context, activityId, async ({ member: { userId }, found, now }) => {
      return await like(context.db, { activity: found, userId, now });
    });
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
    return await changeActivity(context, activityId, async ({ member: { userId }, found, now }) => {
      return await unlike(context.db, { activity: found, userId, now });
    });
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
    const target = await findTarget(context, activityId);
    if (!target) return activityNotFound();
    const { member, found, now } = target;
    if (!mayDelete(member, found)) throw forbidden("Only its author or a moderator may delete an activity.");
    if (!(await deleteActivity(context.db, found, now))) return activityNotFound();
    return Object.assign(new ActivityDeleted(), { activityId: found.id });
  }
}

function mayDelete(member: Member, { author }: Pick<ActivityWithAuthor, "author">): boolean {
  return author.id === member.userId || isInGroup(member, "moderators");
}

type TargetContext = Pick<FeedContext, "identity" | "clock" | "db">;
type ChangeContext = TargetContext & Pick<FeedContext, "rateLimiter" | "address">;

/** An activity, and the member who changes it. */
type Target = { member: Member; found: ActivityWithAuthor; now: Date };

/** @returns undefined if the member can read no activity with this id. */
async function findTarget(context: TargetContext, id: string): Promise<Target | undefined> {
  const member = requireMember(context);
  const viewer = feedViewerOf(context);
  const activityId = parseActivityId(id);
  const found = activityId === undefined ? undefined : await findActivity(context.db, activityId, viewer);
  return found && { member, found, now: viewer.now };
}

/**
 * Likes or unlikes an activity that the member can read, and returns it as it is then.
 *
 * @param change resolves to false if the activity has expired meanwhile.
 */
async function changeActivity(
  context: ChangeContext,
  id: string,
  change: (target: Target) => Promise<boolean>,
): Promise<Activity | Rejected> {
  return await limitAction(context, "like", requireMember(context).userId, async () => {
    const target = await findTarget(context, id);
    if (!target || !(await change(target))) return activityNotFound();
    const viewer: FeedViewer = { kind: "member", now: target.now };
    const changed = await findByKey(context.db, target.found, viewer);
    return changed ? toActivity(changed) : activityNotFound();
  });
}
