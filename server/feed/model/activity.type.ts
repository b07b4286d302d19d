import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { DateTime } from "../../graphql/date-time.scalar.ts";
import { mutationResult } from "../../graphql/mutation-result.ts";
import { User } from "../../users/user.type.ts";
import type { UserRow } from "../../users/users-table.ts";
import type { StoredActivity } from "./activity-columns.ts";

export const Audience = { PUBLIC: "PUBLIC", MEMBERS: "MEMBERS" } as const;
export type Audience = keyof typeof Audience;
registerEnumType(Audience, {
  name: "Audience",
  description: "Who may read an activity.",
  valuesConfig: {
    PUBLIC: { description: "Everyone, including guests." },
    MEMBERS: { description: "Signed-in users." },
  },
});

@ObjectType({ simpleResolvers: true, description: "A post or a reply. It disappears at `expiresAt`." })
export class Activity {
  @Field(() => ID, { description: "UUIDv7." })
  id!: string;

  @Field(() => String, { description: "Plain text: 1–280 characters, a reply up to 1024." })
  message!: string;

  @Field(() => DateTime, { description: "When it was written." })
  createdAt!: string;

  @Field(() => DateTime, { description: "When it expires; from then on no response includes it." })
  expiresAt!: string;

  @Field(() => Audience, { description: "Who may read it." })
  audience!: Audience;

  @Field(() => User, { description: "Who wrote it." })
  author!: User;

  @Field(() => Int, { description: "How many users like it." })
  likesCount!: number;

  @Field(() => Int, { description: "How many direct replies it has." })
  repliesCount!: number;

  /** The id of the activity that it replies to. The schema has the activity itself: `replyTo`. */
  replyToId!: string | null;
}

@ObjectType({ description: "The activity and all replies below it were deleted." })
export class ActivityDeleted {
  @Field(() => ID, { description: "The id of the deleted activity." })
  activityId!: string;
}

/** An activity as stored, with its author's public columns. */
export type ActivityWithAuthor = StoredActivity & { author: Pick<UserRow, "id" | "handle" | "name" | "bio"> };

/** An instance, since GraphQL tells the members of a union by their class. Pages use `readActivity`, for speed. */
export function toActivity(stored: ActivityWithAuthor): Activity {
  // Typed, so that the compiler refuses an activity without one of its fields.
  const activity: Activity = {
    id: stored.id,
    message: stored.message,
    audience: stored.audience,
    author: stored.author,
    replyToId: stored.replyToId,
    likesCount: stored.likesCount,
    repliesCount: stored.repliesCount,
    createdAt: stored.createdAt.toISOString(),
    expiresAt: stored.expiresAt.toISOString(),
  };
  return Object.assign(new Activity(), activity);
}

export const CreateActivityResult = mutationResult("createActivity", [Activity]);
export const CreateReplyResult = mutationResult("createReply", [Activity]);
export const LikeActivityResult = mutationResult("likeActivity", [Activity]);
export const UnlikeActivityResult = mutationResult("unlikeActivity", [Activity]);
export const DeleteActivityResult = mutationResult("deleteActivity", [ActivityDeleted]);
