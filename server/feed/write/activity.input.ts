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
  "Your own mark for this text, 1–64 visible ASCII characters, e.g. a UUID. Sent again with the same one, after an answer that never came, it is written once, and the answer is the one that was missed.";

@InputType({ description: "A new post." })
export class CreateActivityInput {
  @Field(() => String, {
    description: "Plain text, 1–280 characters (code points), spaces around it not counted.",
  })
  message!: string;

  @Field(() => ActivityLifetime, { defaultValue: "SEVEN_DAYS", description: "How long it lasts." })
  expiresIn!: ActivityLifetime;

  @Field(() => Audience, { defaultValue: "PUBLIC", description: "Who may read it." })
  audience!: Audience;

  @Field(() => String, { nullable: true, description: idempotencyKeyDescription })
  idempotencyKey?: string | null;
}

@InputType({ description: "A new reply. It has the audience and the end of what it replies to." })
export class CreateReplyInput {
  @Field(() => ID, { description: "The post or reply to reply to." })
  activityId!: string;

  @Field(() => String, {
    description: "Plain text, 1–1024 characters (code points), spaces around it not counted.",
  })
  message!: string;

  @Field(() => String, { nullable: true, description: idempotencyKeyDescription })
  idempotencyKey?: string | null;
}

@InputType({ description: "What to like." })
export class LikeActivityInput {
  @Field(() => ID, { description: "The post or reply." })
  activityId!: string;
}

@InputType({ description: "What to like no more." })
export class UnlikeActivityInput {
  @Field(() => ID, { description: "The post or reply." })
  activityId!: string;
}

@InputType({ description: "What to delete." })
export class DeleteActivityInput {
  @Field(() => ID, { description: "The post or reply. Everything under it goes with it." })
  activityId!: string;
}
