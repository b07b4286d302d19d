import { Field, ID, Int, InterfaceType, ObjectType } from "type-graphql";
import { DateTime } from "../../graphql/date-time.scalar.ts";
import { Activity, toActivity } from "../model/activity.type.ts";
import type { StoredNotification } from "./read-notifications.ts";

@InterfaceType({
  description:
    "What a person is told of. It ends with its activity: when that expires or is deleted, and while a block or a mute hides it.",
})
export abstract class Notification {
  @Field(() => ID, {
    description: "UUIDv7: its place in the list. A further like gives that of a LikesNotification a new one.",
  })
  id!: string;

  @Field(() => DateTime, { description: "When it happened; of likes the newest that renewed it." })
  createdAt!: string;

  @Field(() => Boolean, { description: "Whether `markNotificationsRead` has marked it." })
  isRead!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  implements: Notification,
  description: "Somebody has replied to an activity of the viewer.",
})
export class ReplyNotification extends Notification {
  @Field(() => Activity, { description: "The reply." })
  reply!: Activity;
}

@ObjectType({
  simpleResolvers: true,
  implements: Notification,
  description:
    "An activity mentions the viewer by `@handle`. A message notifies the first ten people whom it mentions; a reply to the viewer is a ReplyNotification alone.",
})
export class MentionNotification extends Notification {
  @Field(() => Activity, { description: "The post or reply." })
  activity!: Activity;
}

@ObjectType({
  simpleResolvers: true,
  implements: Notification,
  description:
    "People like an activity of the viewer: one notification for each activity. A further like renews it; it is hidden while nobody whom the viewer sees likes the activity.",
})
export class LikesNotification extends Notification {
  @Field(() => Activity, { description: "The post or reply." })
  activity!: Activity;

  @Field(() => Int, { description: "How many people like it, without the viewer." })
  likesCount!: number;

  /** Of the newest three, for the field `likers`. */
  likerIds!: readonly string[];
}

/** An instance, since GraphQL tells the types of an interface by their class. */
export function toNotification(stored: StoredNotification): Notification {
  const { id, kind, isRead, likerIds, likesCount } = stored;
  const common = { id, isRead, createdAt: stored.createdAt.toISOString() };
  const activity = toActivity(stored.activity);
  switch (kind) {
    case "REPLY":
      return Object.assign(new ReplyNotification(), common, { reply: activity });
    case "MENTION":
      return Object.assign(new MentionNotification(), common, { activity });
    case "LIKE":
      return Object.assign(new LikesNotification(), common, { activity, likerIds, likesCount });
  }
}
