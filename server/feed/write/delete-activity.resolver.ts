import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import { isInGroup } from "../../graphql/auth-checker.ts";
import { requireMember } from "../../graphql/context.ts";
import type { Member } from "../../graphql/identity.ts";
import type { FeedContext } from "../context.ts";
import { forbidden } from "../../graphql/errors.ts";
import { contentMutation } from "../../graphql/mutation-kind.ts";
import type { Rejected } from "../../graphql/problem.type.ts";
import { parseActivityId } from "../model/activity-id.ts";
import { DeleteActivityInput } from "./activity.input.ts";
import { ActivityDeleted, type ActivityWithAuthor, DeleteActivityResult } from "../model/activity.type.ts";
import { deleteActivity } from "./delete-activity.ts";
import { findActivity } from "../read/find-activity.ts";
import { activityNotFound } from "../model/not-found.ts";
import { feedViewerOf } from "../model/feed-viewer.ts";

@Resolver()
export class DeleteActivityResolver {
  @Extensions(contentMutation)
  @Mutation(() => DeleteActivityResult, {
    description:
      "Deletes a post or a reply, and all replies below it. Its author and members of the group `moderators` may; others get the error FORBIDDEN. Requires an access token.",
  })
  async deleteActivity(
    @Arg("input", () => DeleteActivityInput, { description: "The activity to delete." })
    input: DeleteActivityInput,
    @Ctx() context: FeedContext,
  ): Promise<ActivityDeleted | Rejected> {
    const member = requireMember(context);
    const activityId = parseActivityId(input.activityId);
    const viewer = feedViewerOf(context);
    const found = activityId === undefined ? undefined : await findActivity(context.db, activityId, viewer);
    if (!found) return activityNotFound();
    if (!mayDelete(member, found)) throw forbidden("Only its author or a moderator may delete an activity.");
    if (!(await deleteActivity(context.db, found.id, viewer.now))) return activityNotFound();
    return Object.assign(new ActivityDeleted(), { activityId: found.id });
  }
}

function mayDelete(member: Member, { author }: Pick<ActivityWithAuthor, "author">): boolean {
  return author.id === member.userId || isInGroup(member, "moderators");
}
