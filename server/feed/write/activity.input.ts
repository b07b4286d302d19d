import { Field, ID, InputType, registerEnumType } from "type-graphql";
import { Audience } from "../model/activity.type.ts";

export const ActivityLifetime = {
  ONE_HOUR: "ONE_HOUR",
  THREE_HOURS: "THREE_HOURS",
  TWELVE_HOURS: "TWELVE_HOURS",
  ONE_DAY: "ONE_DAY",
  THREE_DAYS: "THREE_DAYS",
  SEVEN_DAYS: "SEVEN_DAYS",
  THIRTY_DAYS: "THIRTY_DAYS",
} as const;
export type ActivityLifetime = keyof typeof ActivityLifetime;

registerEnumType(ActivityLifetime, {
  name: "ActivityLifetime",
  description: "How long an activity lasts.",
  valuesConfig: {
    ONE_HOUR: { description: "60 minutes." },
    THREE_HOURS: { description: "3 × 60 minutes." },
    TWELVE_HOURS: { description: "12 × 60 minutes." },
    ONE_DAY: { description: "24 hours." },
    THREE_DAYS: { description: "3 × 24 hours." },
    SEVEN_DAYS: { description: "7 × 24 hours." },
    THIRTY_DAYS: { description: "30 × 24 hours." },
  },
});

const idempotencyKeyDescription =
  "Identifies this request, e.g. a UUID: 1–64 visible ASCII characters. A request that is sent again with the same key, because its response was lost, writes nothing more and gets the first one's result.";

@InputType({ description: "A new post." })
export class CreateActivityInput {
  @Field(() => String, {
    description: "Plain text, 1–280 characters (code points) without the whitespace around it.",
  })
  message!: string;

  @Field(() => ActivityLifetime, { defaultValue: "SEVEN_DAYS", description: "How long it lasts." })
  expiresIn!: ActivityLifetime;

  @Field(() => Audience, { defaultValue: "PUBLIC", description: "Who may read it." })
  audience!: Audience;

  @Field(() => String, { nullable: true, description: idempotencyKeyDescription })
  idempotencyKey?: string | null;
}

@InputType({ description: "A new reply. It has the audience and expiry of the activity that it replies to." })
export class CreateReplyInput {
  @Field(() => ID, { description: "The post or reply to reply to." })
  activityId!: string;

  @Field(() => String, {
    description: "Plain text, 1–1024 characters (code points) without the whitespace around it.",
  })
  message!: string;

  @Field(() => String, { nullable: true, description: idempotencyKeyDescription })
  idempotencyKey?: string | null;
}

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
