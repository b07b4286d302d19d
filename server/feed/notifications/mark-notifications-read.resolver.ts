import { Arg, Ctx, Extensions, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { requireMember } from "../../graphql/context.ts";
import { contentMutation } from "../../graphql/mutation-kind.ts";
import { mutationResult } from "../../graphql/mutation-result.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { findMember } from "../../users/find-member.ts";
import { toViewer, Viewer } from "../../users/viewer.type.ts";
import type { FeedContext } from "../context.ts";
import { markNotificationsRead } from "./mark-notifications-read.ts";
import { parseNotificationId } from "./notification-id.ts";

@InputType({ description: "The notifications to mark as read." })
export class MarkNotificationsReadInput {
  @Field(() => ID, { description: "The newest of them. All older ones are marked, too." })
  upTo!: string;
}

@ObjectType({ description: "The notifications are marked as read." })
class NotificationsRead {
  @Field(() => Viewer, { description: "The viewer, with the number of those that are unread." })
  viewer!: Viewer;
}

const MarkNotificationsReadResult = mutationResult("markNotificationsRead", [NotificationsRead]);

@Resolver()
export class MarkNotificationsReadResolver {
  @Extensions(contentMutation)
  @Mutation(() => MarkNotificationsReadResult, {
    description:
      "Marks notifications as read, on all devices. An older one than before changes nothing. An id that no notification can have, because it is no UUIDv7 or from the future, is INVALID_INPUT. Requires an access token.",
  })
  async markNotificationsRead(
    @Arg("input", () => MarkNotificationsReadInput, { description: "The notifications to mark." })
    { upTo: text }: MarkNotificationsReadInput,
    @Ctx() context: FeedContext,
  ): Promise<NotificationsRead | Rejected> {
    const member = requireMember(context);
    const { db, clock } = context;
    const upTo = parseNotificationId(text, clock());
    if (upTo === undefined)
      return new Rejected([
        { code: "INVALID_INPUT", message: "This is not the id of a notification.", field: "upTo" },
      ]);
    const user = await findMember(context, member);
    await markNotificationsRead(db, { userId: user.id, upTo });
    return Object.assign(new NotificationsRead(), { viewer: toViewer(user, member) });
  }
}
